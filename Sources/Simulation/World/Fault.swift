/// What can go wrong in a schedule. Each is counted whenever it strikes.
public enum Fault: String, Hashable, Sendable, CaseIterable {
    // The network between a runner and the platform.
    case slowRequest, connectionRefused, requestLost, answerLost, requestDuplicated, effectAfterLoss
    case gatewayError, gatewayErrorAfterEffect, garbageAnswer, truncatedAnswer, throttled, throttledWithWait
    // The platform: switches of `GraphModel.Configuration`, and outages for a while.
    case secondPublishFails, secondPublishMakesNew, creationDeduplicated
    case errorThoughLive, containersUnreadable, listLags, deletionFails, tokenRevoked, quotaSmall
    case draftsRefusedAsDuplicates, draftsUnlisted, draftListRefused
    case mediaUnfetchable, processingSlow
    // Videos on their way: cut off, refused or lost although nothing is wrong with them.
    case uploadCut, uploadRefused, uploadLost
    // Other people on the account.
    case postedByHand, twinPostedByHand
    // The machine.
    case crash, suspended, clockOff, clockJumps
    // Hosting.
    case hostingFails
    // The remote that runners share.
    case remoteSlow, remoteAway, pushLost, pushAnswerLost
    // The calendar, changed by commits during the schedule.
    case captionEdited, mediaChanged, retimed, renamed, removed, restored, added
}
