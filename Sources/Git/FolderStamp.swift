import CFileSystem
import Glibc

/// What the system says of a folder itself, by which it is told that no name in it was made, changed or removed.
///
/// POSIX has each of these change the folder's times. Another folder in its place, or a link, has another inode.
struct FolderStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let modified: Moment
    /// No program sets this one: a folder whose names were changed cannot be given its former times.
    let changed: Moment

    init(device: UInt64, inode: UInt64, modified: Moment, changed: Moment) {
        (self.device, self.inode, self.modified, self.changed) = (device, inode, modified, changed)
    }

    /// Of an open folder.
    init?(of folder: Int32) {
        var facts = stat()
        guard fstat(folder, &facts) == 0 else { return nil }
        self.init(
            device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino), modified: Moment(facts.st_mtim),
            changed: Moment(facts.st_ctim))
    }

    /// Whether every later change of the folder's names shows in its stamp, if it had this one after `moment`.
    ///
    /// A clock has ticks, and two changes within one leave the same times: a stamp that was taken between them would not
    /// tell the second. git calls that racy, and does not trust times that are as late as its index (its "untracked
    /// cache" neither). Here times must be older than the tick by far, also for clocks that are adjusted; a folder that was
    /// changed just now is listed once more. After a clock was set back, times may even come again: that two nanoseconds
    /// are the same by chance is not to be feared, but a file system that knows whole seconds alone is not trusted.
    func isLasting(since moment: Moment) -> Bool {
        max(modified, changed) < moment.earlier(bySeconds: Self.margin) && changed.nanoseconds != 0
    }

    /// Seconds, many times the longest tick of a system's clock, which is a hundredth.
    private static let margin: Int64 = 2

    /// Whether an open folder is on a file system of this machine alone, which takes a folder's times from the system's
    /// own clock at each change of its names.
    ///
    /// Servers have their own clocks and tell of changes late, FAT notes no times of folders where Windows writes, and what a
    /// program in user space does is not known. Overlayfs answers for the folder that it writes in.
    static func areTold(of folder: Int32) -> Bool {
        let known = [
            EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, Int32(bitPattern: UInt32(BTRFS_SUPER_MAGIC)), TMPFS_MAGIC,
            OVERLAYFS_SUPER_MAGIC,
        ]
        return known.contains(Int32(truncatingIfNeeded: calends_file_system(folder)))
    }
}

/// A moment by the clock from which file systems of this machine take their times.
struct Moment: Hashable, Comparable, Sendable {
    /// Since 1970.
    let seconds: Int64
    let nanoseconds: Int64

    init(seconds: Int64, nanoseconds: Int64) {
        (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
    }

    init(_ time: timespec) {
        self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// 1970 where the clock cannot be read: nothing is older.
    static var now: Moment {
        var time = timespec()
        // As Linux has it for files: of the last tick, never later than a file that is made now.
        guard clock_gettime(CLOCK_REALTIME_COARSE, &time) == 0 else { return Moment(seconds: 0, nanoseconds: 0) }
        return Moment(time)
    }

    func earlier(bySeconds span: Int64) -> Moment { Moment(seconds: seconds - span, nanoseconds: nanoseconds) }

    static func < (one: Moment, other: Moment) -> Bool {
        (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
    }
}
