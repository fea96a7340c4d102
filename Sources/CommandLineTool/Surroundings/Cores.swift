import Glibc

/// The processors of this machine.
enum Cores {
    /// How many there are, at least one.
    static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
