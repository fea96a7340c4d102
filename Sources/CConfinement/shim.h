#pragma once
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// What a process can give up by itself, without being root. The macros of seccomp and the layout of Landlock are C's;
// Debian 12's headers may be older than the kernel, so Landlock's numbers and structures stand here (kernel
// documentation, userspace-api/landlock; the ABI is stable).

/// No program started from here on gains rights, and other processes of the user cannot look into this one.
static inline int cconfinement_give_up_privileges(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// Other processes of the user cannot look into this one, nor read its environment in /proc.
static inline int cconfinement_hide(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

struct cconfinement_ruleset {
    uint64_t handled_access_fs;
};

struct cconfinement_path {
    uint64_t allowed_access;
    int32_t parent_fd;
} __attribute__((packed));

/// From here on nothing below any other folder than this one can be opened, listed, made or removed.
///
/// Answers 0 where it holds, else -1 with `errno`: kernels before 5.13, or without Landlock, cannot do it.
static inline int cconfinement_keep_to_folder(const char *folder) {
    const uint64_t every_right_of_the_first_version = (UINT64_C(1) << 13) - 1;
    struct cconfinement_ruleset ruleset = {every_right_of_the_first_version};
    int rules = (int)syscall(444, &ruleset, sizeof ruleset, 0);
    if (rules < 0) return -1;
    struct cconfinement_path path = {every_right_of_the_first_version, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    int answer = path.parent_fd < 0 ? -1 : (int)syscall(445, rules, 1, &path, 0);
    if (answer == 0) answer = (int)syscall(446, rules, 0);
    int code = errno;
    if (path.parent_fd >= 0) close(path.parent_fd);
    close(rules);
    errno = code;
    return answer;
}

#if defined(__x86_64__)
#define CCONFINEMENT_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CCONFINEMENT_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define CCONFINEMENT_REFUSE(call, code) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (code))

/// From here on there is no network, no other program, and no hold on another process.
///
/// Threads may still start. Answers 0 where it holds, else -1 with `errno`.
static inline int cconfinement_keep_to_itself(void) {
#ifdef CCONFINEMENT_ARCHITECTURE
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CCONFINEMENT_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        // The x32 calls have numbers of their own, from 0x40000000 on.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        CCONFINEMENT_REFUSE(__NR_fork, EPERM),
        CCONFINEMENT_REFUSE(__NR_vfork, EPERM),
#endif
        CCONFINEMENT_REFUSE(__NR_socket, EACCES),
        CCONFINEMENT_REFUSE(__NR_socketpair, EACCES),
        CCONFINEMENT_REFUSE(__NR_connect, EACCES),
        CCONFINEMENT_REFUSE(__NR_bind, EACCES),
        CCONFINEMENT_REFUSE(__NR_execve, EPERM),
        CCONFINEMENT_REFUSE(__NR_execveat, EPERM),
        CCONFINEMENT_REFUSE(__NR_ptrace, EPERM),
        CCONFINEMENT_REFUSE(__NR_process_vm_readv, EPERM),
        CCONFINEMENT_REFUSE(__NR_process_vm_writev, EPERM),
        CCONFINEMENT_REFUSE(__NR_pidfd_open, EPERM),
        CCONFINEMENT_REFUSE(__NR_pidfd_getfd, EPERM),
        CCONFINEMENT_REFUSE(__NR_io_uring_setup, ENOSYS),
        CCONFINEMENT_REFUSE(__NR_bpf, EPERM),
        CCONFINEMENT_REFUSE(__NR_perf_event_open, EPERM),
        CCONFINEMENT_REFUSE(__NR_kill, EPERM),
        CCONFINEMENT_REFUSE(__NR_unshare, EPERM),
        CCONFINEMENT_REFUSE(__NR_setns, EPERM),
        CCONFINEMENT_REFUSE(__NR_mount, EPERM),
        // The flags of clone3 lie in memory, where a filter cannot look: the C library then falls back on clone.
        CCONFINEMENT_REFUSE(__NR_clone3, ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x00010000 /* CLONE_THREAD */, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}
