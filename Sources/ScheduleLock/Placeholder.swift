// ScheduleLock
