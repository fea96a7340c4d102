import ContentModel
import ScheduleLock

/// From desired state, lockfile, journal and history to a plan; no step of it looks at anything but its input.
///
/// 1. ``vanished(from:)`` names the records whose entries left the calendar: git finds out which were renamed.
/// 2. With ``PlanningInput/renames`` filled in, ``historyNeeded(by:)`` names the versions of entries to be read.
/// 3. With ``PlanningInput/history`` filled in, ``plan(_:)`` is the plan.
public enum Planning {}
