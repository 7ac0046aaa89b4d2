/* A library that is loaded before libc (LD_PRELOAD) and stands between a program and its file system.
 *
 * Below the directory CRASH_DIR it does two things, each only if asked to:
 *   CRASH_LOG      appends every change of a file, of a name and every completed sync to this file, in order
 *   CRASH_CONTROL  lets the call fail that this file names (struct control), and those after it until told otherwise
 *
 * A record is a struct head and `length` bytes. Records are appended with one writev each, so that another process can
 * write records of its own between them. One lock is held around each call and its record: the log's order is the order
 * in which things happened. While a log is kept syncs are not passed on: what they would have made durable is known from
 * the log.
 *
 * Shared memory of SQLite (names that end in -shm) means nothing after a power cut, so it is not recorded. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FDS 65536
#define FAILED ((void *)-1)

/* What crates/testkit/src/crash/recording.rs reads. */
struct head {
  uint32_t kind;
  uint32_t length;
  uint64_t file;
  uint64_t offset;
};

enum { CREATE = 1, WRITE, TRUNCATE, SYNC, SYNC_DIRECTORY, MAKE_DIRECTORY, LINK, RENAME, UNLINK };

/* What crates/testkit/src/crash/control.rs writes and reads. */
struct control {
  volatile int64_t countdown; /* which call from now on is the first to fail; it stays 1; 0: none */
  volatile int64_t error;     /* errno of the failures */
  volatile int64_t kinds;     /* which calls count: CHANGES, READS */
  volatile int64_t left;      /* how many calls fail from there on */
  volatile int64_t calls;     /* how many calls counted so far */
  volatile int64_t failed;    /* how many of them failed */
};

enum { CHANGES = 1, READS = 2 };

/* A file below CRASH_DIR that is open. */
struct open_file {
  uint64_t number; /* its inode; 0: not one of ours */
  char *directory; /* its path, if it is a directory */
  int is_recorded;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct open_file open_files[MAX_FDS];
static const char *root;
static size_t root_length;
static int log_fd = -1;
static struct control *control;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

__attribute__((constructor)) static void begin(void) {
  root = getenv("CRASH_DIR");
  if (!root) return;
  root_length = strlen(root);
  const char *log = getenv("CRASH_LOG");
  if (log && (log_fd = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) < 0) abort();
  const char *path = getenv("CRASH_CONTROL");
  if (path) {
    int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
    void *mapped = fd < 0 ? FAILED : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == FAILED) abort();
    control = mapped;
    REAL(close)(fd);
  }
}

static int is_ours(const char *path) {
  return root && path && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || !path[root_length]);
}

static int is_shared_memory(const char *path) {
  size_t length = strlen(path);
  return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

static struct open_file *find(int fd) {
  return fd >= 0 && fd < MAX_FDS && open_files[fd].number ? &open_files[fd] : NULL;
}

/* Whether this call is to fail; errno says why. */
static int fails(int kind) {
  if (!control || !(control->kinds & kind)) return 0;
  control->calls++;
  if (control->countdown > 1) {
    control->countdown--;
    return 0;
  }
  if (control->countdown == 0 || control->left == 0) return 0;
  control->left--;
  control->failed++;
  errno = (int)control->error;
  return 1;
}

static void record(uint32_t kind, uint64_t file, uint64_t offset, const void *bytes, size_t length) {
  if (log_fd < 0) return;
  int before = errno;
  struct head head = {kind, (uint32_t)length, file, offset};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)bytes, length}};
  if (REAL(writev)(log_fd, parts, 2) != (ssize_t)(sizeof head + length)) abort();
  errno = before;
}

/* Records one name, or two with a zero byte between them. */
static void record_names(uint32_t kind, uint64_t file, const char *one, const char *two) {
  char names[2 * PATH_MAX];
  size_t length = strlen(one);
  memcpy(names, one, length);
  if (two) {
    names[length++] = 0;
    memcpy(names + length, two, strlen(two));
    length += strlen(two);
  }
  record(kind, file, 0, names, length);
}

static void remember(int fd, const char *path, int is_new) {
  struct stat found;
  if (fd < 0 || fd >= MAX_FDS || fstat(fd, &found) != 0) return;
  struct open_file *file = &open_files[fd];
  file->number = found.st_ino;
  file->directory = S_ISDIR(found.st_mode) ? strdup(path) : NULL;
  file->is_recorded = !is_shared_memory(path);
  if (is_new && file->is_recorded) record_names(CREATE, file->number, path, NULL);
}

static int open_any(int (*call)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  if (!is_ours(path)) return call(path, flags, mode);
  pthread_mutex_lock(&lock);
  int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
  int fd = is_new && fails(CHANGES) ? -1 : call(path, flags, mode);
  if (fd >= 0) {
    remember(fd, path, is_new);
    struct open_file *file = find(fd);
    if ((flags & O_TRUNC) && !is_new && file && file->is_recorded) record(TRUNCATE, file->number, 0, NULL, 0);
  }
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}

#define MODE(flags, last)                                                                                              \
  mode_t mode = 0;                                                                                                     \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                               \
    va_list rest;                                                                                                      \
    va_start(rest, last);                                                                                              \
    mode = va_arg(rest, mode_t);                                                                                       \
    va_end(rest);                                                                                                      \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, flags)
  return open_any(REAL(open), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags, flags)
  return open_any(REAL(open64), path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE(flags, flags)
  return is_ours(path) ? open_any(REAL(open), path, flags, mode) : REAL(openat)(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE(flags, flags)
  return is_ours(path) ? open_any(REAL(open64), path, flags, mode) : REAL(openat64)(at, path, flags, mode);
}

int close(int fd) {
  pthread_mutex_lock(&lock);
  struct open_file *file = find(fd);
  if (file) {
    free(file->directory);
    memset(file, 0, sizeof *file);
  }
  int closed = REAL(close)(fd);
  pthread_mutex_unlock(&lock);
  return closed;
}

/* `length` bytes at `offset`, or where the file stands if that is negative. */
static ssize_t write_any(int fd, const void *bytes, size_t length, off_t offset) {
  pthread_mutex_lock(&lock);
  struct open_file *file = find(fd);
  ssize_t written = -1;
  if (!file || !fails(CHANGES)) {
    off_t from = offset;
    if (file && offset < 0) from = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    written = offset < 0 ? REAL(write)(fd, bytes, length) : REAL(pwrite)(fd, bytes, length, offset);
    if (file && file->is_recorded && written > 0) record(WRITE, file->number, (uint64_t)from, bytes, (size_t)written);
  }
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  return find(fd) ? write_any(fd, bytes, length, -1) : REAL(write)(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return find(fd) ? write_any(fd, bytes, length, offset) : REAL(pwrite)(fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  return pwrite(fd, bytes, length, (off_t)offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (!find(fd)) return REAL(writev)(fd, parts, count);
  /* A short write is allowed: the rest is asked for again. */
  return count > 0 ? write_any(fd, parts[0].iov_base, parts[0].iov_len, -1) : 0;
}

static int reads_fail(int fd) {
  pthread_mutex_lock(&lock);
  int failed = find(fd) && fails(READS);
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return failed;
}

ssize_t read(int fd, void *bytes, size_t length) {
  return find(fd) && reads_fail(fd) ? -1 : REAL(read)(fd, bytes, length);
}

ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
  return find(fd) && reads_fail(fd) ? -1 : REAL(pread)(fd, bytes, length, offset);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
  return find(fd) && reads_fail(fd) ? -1 : REAL(pread64)(fd, bytes, length, offset);
}

int ftruncate(int fd, off_t length) {
  if (!find(fd)) return REAL(ftruncate)(fd, length);
  pthread_mutex_lock(&lock);
  struct open_file *file = find(fd);
  int result = fails(CHANGES) ? -1 : REAL(ftruncate)(fd, length);
  if (result == 0 && file->is_recorded) record(TRUNCATE, file->number, (uint64_t)length, NULL, 0);
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, (off_t)length); }

/* SQLite falls back to writing where there is no fallocate: so there is only one way to make a file longer. */
int fallocate(int fd, int mode, off_t offset, off_t length) {
  if (!find(fd)) return REAL(fallocate)(fd, mode, offset, length);
  errno = EOPNOTSUPP;
  return -1;
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }

int posix_fallocate(int fd, off_t offset, off_t length) {
  return find(fd) ? EOPNOTSUPP : REAL(posix_fallocate)(fd, offset, length);
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

static int sync_any(int (*call)(int), int fd) {
  if (!find(fd)) return call(fd);
  pthread_mutex_lock(&lock);
  struct open_file *file = find(fd);
  int result = fails(CHANGES) ? -1 : log_fd < 0 ? call(fd) : 0;
  if (result == 0 && file->directory) record_names(SYNC_DIRECTORY, 0, file->directory, NULL);
  else if (result == 0 && file->is_recorded) record(SYNC, file->number, 0, NULL, 0);
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int fsync(int fd) { return sync_any(REAL(fsync), fd); }

int fdatasync(int fd) { return sync_any(REAL(fdatasync), fd); }

/* A change of names: `kind` with one name or two. */
#define CHANGE_NAMES(kind, one, two, call)                                                                             \
  pthread_mutex_lock(&lock);                                                                                           \
  int result = fails(CHANGES) ? -1 : (call);                                                                           \
  if (result == 0 && !is_shared_memory(one)) record_names(kind, 0, one, two);                                          \
  int error = errno;                                                                                                   \
  pthread_mutex_unlock(&lock);                                                                                         \
  errno = error;                                                                                                       \
  return result;

int mkdir(const char *path, mode_t mode) {
  if (!is_ours(path)) return REAL(mkdir)(path, mode);
  CHANGE_NAMES(MAKE_DIRECTORY, path, NULL, REAL(mkdir)(path, mode))
}

int link(const char *from, const char *to) {
  if (!is_ours(to)) return REAL(link)(from, to);
  CHANGE_NAMES(LINK, from, to, REAL(link)(from, to))
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  if (!is_ours(to)) return REAL(linkat)(from_at, from, to_at, to, flags);
  CHANGE_NAMES(LINK, from, to, REAL(linkat)(from_at, from, to_at, to, flags))
}

int rename(const char *from, const char *to) {
  if (!is_ours(to)) return REAL(rename)(from, to);
  CHANGE_NAMES(RENAME, from, to, REAL(rename)(from, to))
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
  if (!is_ours(to)) return REAL(renameat)(from_at, from, to_at, to);
  CHANGE_NAMES(RENAME, from, to, REAL(renameat)(from_at, from, to_at, to))
}

int unlink(const char *path) {
  if (!is_ours(path)) return REAL(unlink)(path);
  CHANGE_NAMES(UNLINK, path, NULL, REAL(unlink)(path))
}

int unlinkat(int at, const char *path, int flags) {
  if (!is_ours(path)) return REAL(unlinkat)(at, path, flags);
  CHANGE_NAMES(UNLINK, path, NULL, REAL(unlinkat)(at, path, flags))
}
