import ContentModel

/// Which faults a schedule has: how likely they are on each occasion, and for how long they last.
struct Weather {
    /// A fault that stays for a while.
    struct Spell {
        let fault: Fault
        /// On this account alone; everywhere if `nil`.
        let account: AccountName?
        /// On the machine of this number alone; everywhere if `nil`.
        let machine: Int?
        let from: Moment
        let to: Moment
    }

    /// The probability on each occasion.
    var rates: [Fault: Double] = [:]
    var spells: [Spell] = []
    /// From here on everything works.
    var end: Moment

    /// The rates of the faults that strike on occasion, where weather is ordinary.
    private static let ordinary: KeyValuePairs<Fault, Double> = [
        .slowRequest: 0.05, .connectionRefused: 0.03, .requestLost: 0.03, .answerLost: 0.04,
        .requestDuplicated: 0.03, .effectAfterLoss: 0.02, .gatewayError: 0.03, .gatewayErrorAfterEffect: 0.03,
        .garbageAnswer: 0.02, .truncatedAnswer: 0.02, .throttled: 0.02, .throttledWithWait: 0.02,
        .uploadCut: 0.15, .uploadRefused: 0.1, .uploadLost: 0.05, .mediaUnfetchable: 0.05, .processingSlow: 0.2,
        .crash: 0.01, .hostingFails: 0.05, .remoteSlow: 0.05,
        .pushLost: 0.04, .pushAnswerLost: 0.04,
    ]

    private static let lasting: [Fault] = [
        .errorThoughLive, .containersUnreadable, .listLags, .deletionFails, .tokenRevoked, .draftListRefused,
        .remoteAway,
        .suspended,
    ]

    /// Weather for `accounts` up to `end`; every tenth schedule has none.
    ///
    /// - Parameter hours: when something is due: half of what lasts begins within the minutes around them.
    init(until end: Moment, accounts: [AccountName], hours: [Moment], _ dice: inout Dice) {
        self.end = end
        let strength = dice.pick([0, 0.3, 1, 1, 1, 1, 2, 3, 3, 6])
        for (fault, rate) in Self.ordinary {
            let isThere = dice.chance(0.4)
            if isThere, strength > 0 { rates[fault] = min(rate * strength, 0.5) }
        }
        for fault in Self.lasting {
            guard dice.chance(0.4), strength > 0 else { continue }
            for _ in 0..<dice.number(1...3) {
                let isAtAnHour = dice.chance(0.5) && !hours.isEmpty
                let from =
                    isAtAnHour
                    ? max(.beginning, dice.pick(hours) - .seconds(dice.number(-10...60)))
                    : Moment(milliseconds: Int64(dice.number(0...Int(end.milliseconds))))
                let account = dice.chance(0.5) ? dice.pick(accounts) : nil
                let machine = fault == .suspended || dice.chance(0.5) ? dice.pick([1, 1, 2, 3]) : nil
                let to = min(from + dice.span(fault == .suspended ? 30...1800 : 5...14_400), end)
                spells.append(Spell(fault: fault, account: account, machine: machine, from: from, to: to))
            }
        }
    }

    func has(_ fault: Fault) -> Bool { rates[fault] != nil || spells.contains { $0.fault == fault } }

    /// The same weather without `fault`.
    func without(_ fault: Fault) -> Weather {
        var weather = self
        weather.rates[fault] = nil
        weather.spells.removeAll { $0.fault == fault }
        return weather
    }

    func rate(of fault: Fault, at now: Moment) -> Double { now < end ? rates[fault] ?? 0 : 0 }

    /// When the spell ends that lies on an account or a machine now; `nil` when there is none.
    func end(of fault: Fault, on account: AccountName?, _ machine: Int?, at now: Moment) -> Moment? {
        spells.filter { spell in
            spell.fault == fault && spell.from <= now && now < spell.to
                && (spell.account == nil || account == nil || spell.account == account)
                && (spell.machine == nil || machine == nil || spell.machine == machine)
        }
        .map(\.to).max()
    }
}
