import Foundation
import TestSupport
import Testing

/// An apply that dies, as by `kill -9`, at each step that a crash could separate from the next: before and after each
/// request's bytes, each write that must be durable, each rename.
@Suite struct CrashTests {
    /// Loaded into calends: counts steps and kills the process at the one that is asked for. The monotonic clock runs
    /// fast, so that waits are short; what is due and what has passed by the wall clock stays as it is.
    private static let shim = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <signal.h>
        #include <stdatomic.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #include <sys/timerfd.h>
        #include <time.h>
        #include <unistd.h>
        #define FACTOR 50
        #define SECOND 1000000000LL
        static atomic_int steps;
        static int last;
        static int64_t begin;
        static int64_t real(void) {
            struct timespec t;
            syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
            return t.tv_sec * SECOND + t.tv_nsec;
        }
        __attribute__((constructor)) static void start(void) {
            const char *text = getenv("DIES_AT_STEP");
            last = text ? atoi(text) : 0;
            begin = real();
        }
        static void step(void) {
            if (atomic_fetch_add(&steps, 1) + 1 == last) kill(getpid(), SIGKILL), pause();
        }
        #define COUNTED(result, name, parameters, arguments) \\
            result name parameters { \\
                result (*original) parameters = dlsym(RTLD_NEXT, #name); \\
                step(); \\
                result answer = original arguments; \\
                step(); \\
                return answer; \\
            }
        COUNTED(int, fsync, (int file), (file))
        COUNTED(int, renameat, (int f, const char *a, int g, const char *b), (f, a, g, b))
        COUNTED(ssize_t, send, (int s, const void *bytes, size_t count, int flags), (s, bytes, count, flags))

        static int is_monotonic(clockid_t clock) { return clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME; }
        int clock_gettime(clockid_t clock, struct timespec *t) {
            if (!is_monotonic(clock)) return syscall(SYS_clock_gettime, clock, t);
            int64_t now = begin + (real() - begin) * FACTOR;
            t->tv_sec = now / SECOND, t->tv_nsec = now % SECOND;
            return 0;
        }
        static clockid_t clocks[1024];
        int timerfd_create(int clock, int flags) {
            int file = syscall(SYS_timerfd_create, is_monotonic(clock) ? CLOCK_MONOTONIC : clock, flags);
            if (file >= 0 && file < 1024) clocks[file] = clock;
            return file;
        }
        int timerfd_settime(int file, int flags, const struct itimerspec *given, struct itimerspec *old) {
            struct itimerspec set = *given;
            int64_t time = set.it_value.tv_sec * SECOND + set.it_value.tv_nsec;
            if (time && file < 1024 && is_monotonic(clocks[file])) {
                time = flags & TFD_TIMER_ABSTIME ? begin + (time - begin) / FACTOR : time / FACTOR;
                if (time < 1) time = 1;
                set.it_value.tv_sec = time / SECOND, set.it_value.tv_nsec = time % SECOND;
            }
            return syscall(SYS_timerfd_settime, file, flags, &set, old);
        }
        """

    private static func library(in folder: String) throws -> String {
        let compiler = try #require(Program.find("clang"))
        let source = folder + "/.calends-crash.c"
        try Data(shim.utf8).write(to: URL(fileURLWithPath: source))
        let path = folder + "/.calends-crash.so"
        let result = try Program.run(compiler, ["-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"])
        try #require(result.status == 0, "\(result.error)")
        return path
    }

    /// An entry, how its medium is to be on the platform, and every which step an apply dies at.
    static let entries: [(kind: String, entry: String, stride: Int)] = [
        ("post", "caption: Loaf CASE\nfirst_comment: Still warm\nmedia: [media/bread.jpg]\n", 3),
        ("carousel", "caption: Loaves CASE\ncomments: off\nmedia: [media/bread.jpg, media/bread.jpg]\n", 7),
        ("story", "media: [media/bread.jpg]\n", 7),
    ]
    @Test("Publishes once, whatever step it dies at", arguments: entries)
    func dies(kind: String, entry: String, stride: Int) throws {
        let (shop, sandbox) = try Shop.served([:])
        let folder = try TemporaryDirectory()
        let library = try Self.library(in: folder.path)
        let token = try #require(shop.environment["BAKERY_TOKEN"])
        var deaths = 0
        for step in Swift.stride(from: 1, to: 1_000, by: stride) {
            let text = "kind: \(kind)\npublish_at: on-merge\n" + entry.replacing("CASE", with: "\(step)")
            try shop.repository.commit(writing: ["calendar/case-\(step).yaml": text])
            shop.environment = ["BAKERY_TOKEN": token, "LD_PRELOAD": library, "DIES_AT_STEP": "\(step)"]
            let first = try shop.calends("apply")
            shop.environment["DIES_AT_STEP"] = nil
            if first.status == SIGKILL { deaths += 1 }
            try Self.unlockGit(in: shop.repository.path)
            let second = try shop.calends("apply")
            #expect(second.status == 0, "step \(step): \(second.error)")
            let third = try shop.calends("apply")
            #expect(third.output == "Nothing to do now.\n", "step \(step)")
            #expect(try shop.repository.git("status", "--porcelain") == "", "step \(step)")
            if first.status != SIGKILL { break }
        }
        #expect(deaths * stride > 30)
        let media = try Self.truth(of: sandbox)
        let lockfile = try shop.repository.read(".schedule.lock")
        // One more than died: the last one came to its end by itself.
        #expect(media.count == deaths + 1)
        #expect(lockfile.split(separator: "\n").count { $0.hasPrefix("media ") } == media.count)
        for medium in media {
            let id = try #require(medium["id"] as? String)
            #expect(lockfile.contains("\nmedia \(id)\n"))
            #expect((medium["comments"] as? [String])?.count == (kind == "post" ? 1 : 0))
            #expect(medium["is_comment_enabled"] as? Bool != (kind == "carousel"))
        }
    }

    /// As git itself, a commit that dies leaves git's locks behind, and a person removes them.
    private static func unlockGit(in repository: String) throws {
        for name in ["index", "HEAD", "refs/heads/main"] {
            let lock = "\(repository)/.git/\(name).lock"
            if FileManager.default.fileExists(atPath: lock) { try FileManager.default.removeItem(atPath: lock) }
        }
    }

    private static func truth(of sandbox: ServedSandbox) throws -> [[String: Any]] {
        let curl = try #require(Program.find("curl"))
        let result = try Program.run(curl, ["--silent", sandbox.announcement.url + "/_sandbox/media"])
        let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(answer?["media"] as? [[String: Any]])
    }
}
