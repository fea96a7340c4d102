import GraphModel
import Testing

@Suite struct UsageTests {
    @Test("Usage is reported in percent, by app and by account")
    func headers() {
        var world = World {
            $0.appCallsPerHour = 10
            $0.accountCallsPerDay = 4
        }
        _ = world.get(World.account)
        let response = world.get("\(World.account)/media")
        #expect(response.header("x-app-usage") == #"{"call_count":20,"total_cputime":20,"total_time":20}"#)
        #expect(
            response.header("X-Business-Use-Case-Usage")
                == #"{"17841400000000001":[{"type":"instagram","call_count":50,"total_cputime":50,"total_time":50,"estimated_time_to_regain_access":0}]}"#
        )
    }

    @Test("Past the limit calls are refused, if so configured, until time passes")
    func throttling() {
        var world = World {
            $0.accountCallsPerDay = 2
            $0.throttles = true
        }
        let path = World.account
        #expect([world.get(path), world.get(path), world.get(path)].map(\.verdict) == ["ok", "ok", "80002"])
        world.advance(86_400)
        #expect(world.get(path).verdict == "ok")
        world.platform.configuration.accountCallsPerDay = 100
        world.platform.configuration.appCallsPerHour = 1
        #expect(world.get(path).verdict == "4")
        world.advance(3600)
        #expect(world.get(path).verdict == "ok")
    }
}
