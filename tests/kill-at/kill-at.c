/*
 * Ends a program at its Nth step that others can see: a file or directory that is made, written, renamed, removed or synced, or bytes that go to a socket.
 *
 *   LD_PRELOAD=kill-at.so KILL_AT_PROGRAM=/path/of/lifecycle KILL_AT=17 lifecycle sync
 *
 * The process gets SIGKILL before that step is done. What it starts is left alone, unless it is the same program. With KILL_AT=0, or with fewer steps than that, nothing happens.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static long left = -1;

__attribute__((constructor)) static void begin(void) {
  const char *program = getenv("KILL_AT_PROGRAM"), *at = getenv("KILL_AT");
  char self[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (!program || !at || length < 0) return;
  self[length] = 0;
  if (!strcmp(self, program) && atol(at) > 0) left = atol(at);
}

static void step(void) {
  if (left > 0 && __atomic_sub_fetch(&left, 1, __ATOMIC_SEQ_CST) == 0) kill(getpid(), SIGKILL);
}

/* The runtime's own pipes and what is said to people are no steps. */
static void step_of(int fd) {
  struct stat is;
  if (fd > 2 && !fstat(fd, &is) && (S_ISREG(is.st_mode) || S_ISSOCK(is.st_mode))) step();
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define PATH_STEP(name, type, args, call) \
  type name args { step(); return NEXT(name) call; }
#define FD_STEP(name, type, args, call) \
  type name args { step_of(fd); return NEXT(name) call; }

PATH_STEP(rename, int, (const char *from, const char *to), (from, to))
PATH_STEP(unlink, int, (const char *path), (path))
PATH_STEP(rmdir, int, (const char *path), (path))
PATH_STEP(mkdir, int, (const char *path, mode_t mode), (path, mode))
PATH_STEP(link, int, (const char *from, const char *to), (from, to))
PATH_STEP(symlink, int, (const char *to, const char *path), (to, path))
FD_STEP(fsync, int, (int fd), (fd))
FD_STEP(ftruncate, int, (int fd, off_t size), (fd, size))
FD_STEP(ftruncate64, int, (int fd, off64_t size), (fd, size))
FD_STEP(write, ssize_t, (int fd, const void *from, size_t size), (fd, from, size))
FD_STEP(pwrite, ssize_t, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))
FD_STEP(pwrite64, ssize_t, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at))
FD_STEP(send, ssize_t, (int fd, const void *from, size_t size, int flags), (fd, from, size, flags))
FD_STEP(sendmsg, ssize_t, (int fd, const struct msghdr *message, int flags), (fd, message, flags))

#define OPEN_STEP(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (flags & (O_CREAT | O_TRUNC)) step(); \
    return NEXT(name)(path, flags, mode); \
  }

OPEN_STEP(open)
OPEN_STEP(open64)
