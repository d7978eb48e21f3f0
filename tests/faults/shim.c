/* Stands between the program and the disk: fails, tears or records the Nth write, sync, truncate, rename or unlink
 * below one folder. Preloaded; does nothing until armed. One thread may do several things: a mutex keeps the count.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/types.h>

enum mode { OFF, COUNT, FULL_ONCE, FULL_FOR_EVER, BROKEN_ONCE, BROKEN_FOR_EVER, SHORT_ONCE, TORN_AND_GONE, GONE, RECORD };

static char folder[4096];
static size_t folder_length;
static int mode = OFF, logged = -1;
static long at, count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off64_t);
static int (*real_rename)(const char *, const char *), (*real_unlink)(const char *);

__attribute__((constructor)) static void find_real(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
}

void shim_arm(const char *below, int how, long nth, int log_descriptor) {
    strncpy(folder, below, sizeof folder - 1);
    folder_length = strlen(folder);
    count = 0;
    at = nth;
    logged = log_descriptor;
    mode = how;
}

long shim_count(void) { return count; }

static int inside(const char *path) { return mode != OFF && strncmp(path, folder, folder_length) == 0; }

static int inside_fd(int fd, char *path, size_t size) {
    char link[64];
    if (mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

static void record(char what, const char *path, const void *more, uint64_t length, uint64_t offset) {
    unsigned char head[19];
    const char *name = path + folder_length;
    uint16_t name_length = (uint16_t)strlen(name);
    if (mode != RECORD) return;
    head[0] = (unsigned char)what;
    memcpy(head + 1, &name_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 8);
    real_write(logged, head, sizeof head);
    real_write(logged, name, name_length);
    if (more) real_write(logged, more, length);
}

void shim_mark(long number) {
    pthread_mutex_lock(&lock);
    record('a', folder, NULL, 0, (uint64_t)number);
    pthread_mutex_unlock(&lock);
}

/* 0: go on; 1: fail with errno set; 2: do half of it, say so; 3: do half of it, and the machine is gone. */
static int fate(void) {
    count++;
    switch (mode) {
    case FULL_ONCE: if (count == at) { errno = ENOSPC; return 1; } break;
    case FULL_FOR_EVER: if (count >= at) { errno = ENOSPC; return 1; } break;
    case BROKEN_ONCE: if (count == at) { errno = EIO; return 1; } break;
    case BROKEN_FOR_EVER: if (count >= at) { errno = EIO; return 1; } break;
    case SHORT_ONCE: if (count == at) return 2; break;
    case TORN_AND_GONE: if (count == at) return 3; break;
    case GONE: if (count == at) _exit(99); break;
    default: break;
    }
    return 0;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off64_t offset, int placed) {
    char path[4096];
    ssize_t written;
    if (!inside_fd(fd, path, sizeof path))
        return placed ? real_pwrite(fd, bytes, length, offset) : real_write(fd, bytes, length);
    pthread_mutex_lock(&lock);
    int end = fate();
    if (end == 1) { pthread_mutex_unlock(&lock); return -1; }
    if (end && length > 1) length /= 2;
    if (!placed) offset = lseek64(fd, 0, SEEK_CUR);
    written = placed ? real_pwrite(fd, bytes, length, offset) : real_write(fd, bytes, length);
    if (end == 3) _exit(99);
    if (written > 0) record('w', path, bytes, (uint64_t)written, (uint64_t)offset);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return write_at(fd, bytes, length, offset, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return write_at(fd, bytes, length, offset, 1); }
ssize_t write(int fd, const void *bytes, size_t length) { return write_at(fd, bytes, length, 0, 0); }

static int plain(int fd, char what, uint64_t number, int (*act)(int, off64_t)) {
    char path[4096];
    int done;
    if (!inside_fd(fd, path, sizeof path)) return act(fd, (off64_t)number);
    pthread_mutex_lock(&lock);
    int end = fate();
    if (end == 3) _exit(99);
    if (end == 1) { pthread_mutex_unlock(&lock); return -1; }
    done = act(fd, (off64_t)number);
    if (!done) record(what, path, NULL, 0, number);
    pthread_mutex_unlock(&lock);
    return done;
}

static int sync_it(int fd, off64_t none) { (void)none; return real_fsync(fd); }
static int sync_bytes(int fd, off64_t none) { (void)none; return real_fdatasync(fd); }
int fsync(int fd) { return plain(fd, 's', 0, sync_it); }
int fdatasync(int fd) { return plain(fd, 's', 0, sync_bytes); }
int ftruncate64(int fd, off64_t size) { return plain(fd, 't', (uint64_t)size, real_ftruncate); }
int ftruncate(int fd, off_t size) { return plain(fd, 't', (uint64_t)size, real_ftruncate); }

int unlink(const char *path) {
    if (!inside(path)) return real_unlink(path);
    pthread_mutex_lock(&lock);
    int end = fate(), done = -1;
    if (end == 3) _exit(99);
    if (end != 1) {
        done = real_unlink(path);
        if (!done) record('u', path, NULL, 0, 0);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int rename(const char *from, const char *to) {
    if (!inside(to)) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    int end = fate(), done = -1;
    if (end == 3) _exit(99);
    if (end != 1) {
        done = real_rename(from, to);
        if (!done) record('r', from, to + folder_length, strlen(to) - folder_length, 0);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
