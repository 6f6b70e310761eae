/* slow-disk: a directory seen through a file system that takes its time, as one behind a network does.
 *
 *   slow-disk SOURCE MOUNTPOINT MILLISECONDS [FUSE options, e.g. -f]
 *
 * Every operation that reaches us sleeps first. The kernel may keep nothing: each component of each path is asked for again at every system
 * call, the worst case of a network mount. Sleeping takes no processor, so operations that overlap cost as much time as one.
 * Unmount with: fusermount3 -u MOUNTPOINT
 */
#define FUSE_USE_VERSION 312
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* libfuse serves 10 requests at once unless told otherwise, and would be what is measured. */
#define THREADS "max_threads=512,max_idle_threads=512"

static int source;
static struct timespec delay;

/* Sleeps, then makes a path of FUSE ("/a/b") one below the source ("a/b"). */
static const char *slowly(const char *path)
{
	struct timespec left = delay;
	while (nanosleep(&left, &left) == -1 && errno == EINTR)
		;
	return path[1] ? path + 1 : ".";
}

static int answer(long result) { return result == -1 ? -errno : (int)result; }

static void *slow_init(struct fuse_conn_info *connection, struct fuse_config *config)
{
	config->entry_timeout = config->negative_timeout = config->attr_timeout = 0;
	config->use_ino = 1;
	/* A listing gives names and types; attributes cost their own operation. */
	connection->want &= ~(FUSE_CAP_READDIRPLUS | FUSE_CAP_READDIRPLUS_AUTO);
	return NULL;
}

static int slow_getattr(const char *path, struct stat *out, struct fuse_file_info *file)
{
	(void)file;
	return answer(fstatat(source, slowly(path), out, AT_SYMLINK_NOFOLLOW));
}

static int slow_readlink(const char *path, char *out, size_t size)
{
	ssize_t length = readlinkat(source, slowly(path), out, size - 1);
	if (length == -1)
		return -errno;
	out[length] = 0;
	return 0;
}

/* The whole listing in one answer to libfuse, which then hands it to the kernel in pieces. */
static int slow_readdir(const char *path, void *out, fuse_fill_dir_t add, off_t offset, struct fuse_file_info *file,
			enum fuse_readdir_flags flags)
{
	(void)offset, (void)file, (void)flags;
	int fd = openat(source, slowly(path), O_RDONLY | O_DIRECTORY);
	DIR *directory = fd == -1 ? NULL : fdopendir(fd);
	if (!directory)
		return -errno;
	for (struct dirent *entry; (entry = readdir(directory));) {
		struct stat stat = { .st_ino = entry->d_ino, .st_mode = (mode_t)entry->d_type << 12 };
		add(out, entry->d_name, &stat, 0, 0);
	}
	closedir(directory);
	return 0;
}

static int opened(int fd, struct fuse_file_info *file)
{
	file->fh = (uint64_t)fd;
	return fd == -1 ? -errno : 0;
}

static int slow_open(const char *path, struct fuse_file_info *file)
{
	return opened(openat(source, slowly(path), file->flags), file);
}

static int slow_create(const char *path, mode_t mode, struct fuse_file_info *file)
{
	return opened(openat(source, slowly(path), file->flags | O_CREAT, mode), file);
}

static int slow_read(const char *path, char *out, size_t size, off_t offset, struct fuse_file_info *file)
{
	(void)slowly(path);
	return answer(pread((int)file->fh, out, size, offset));
}

static int slow_write(const char *path, const char *in, size_t size, off_t offset, struct fuse_file_info *file)
{
	(void)slowly(path);
	return answer(pwrite((int)file->fh, in, size, offset));
}

static int slow_fsync(const char *path, int data_only, struct fuse_file_info *file)
{
	(void)slowly(path);
	return answer(data_only ? fdatasync((int)file->fh) : fsync((int)file->fh));
}

static int slow_release(const char *path, struct fuse_file_info *file)
{
	(void)slowly(path);
	return answer(close((int)file->fh));
}

static int slow_truncate(const char *path, off_t size, struct fuse_file_info *file)
{
	(void)file;
	int fd = openat(source, slowly(path), O_WRONLY | O_NOFOLLOW);
	int result = fd == -1 ? -errno : answer(ftruncate(fd, size));
	if (fd != -1)
		close(fd);
	return result;
}

static int slow_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *file)
{
	(void)file;
	return answer(utimensat(source, slowly(path), times, AT_SYMLINK_NOFOLLOW));
}

static int slow_rename(const char *from, const char *to, unsigned flags)
{
	return answer(renameat2(source, slowly(from), source, to + 1, flags));
}

static int slow_mkdir(const char *path, mode_t mode) { return answer(mkdirat(source, slowly(path), mode)); }
static int slow_unlink(const char *path) { return answer(unlinkat(source, slowly(path), 0)); }
static int slow_rmdir(const char *path) { return answer(unlinkat(source, slowly(path), AT_REMOVEDIR)); }

static int slow_statfs(const char *path, struct statvfs *out)
{
	(void)slowly(path);
	return answer(fstatvfs(source, out));
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: slow-disk SOURCE MOUNTPOINT MILLISECONDS [FUSE options]\n");
		return 2;
	}
	source = open(argv[1], O_PATH | O_DIRECTORY);
	if (source == -1) {
		perror(argv[1]);
		return 1;
	}
	long microseconds = (long)(strtod(argv[3], NULL) * 1000);
	delay = (struct timespec){ microseconds / 1000000, microseconds % 1000000 * 1000 };

	/* FUSE sees: slow-disk -o THREADS MOUNTPOINT options... */
	char *place = argv[2];
	argv[1] = "-o";
	argv[2] = THREADS;
	argv[3] = place;
	static const struct fuse_operations operations = {
		.init = slow_init, .getattr = slow_getattr, .readlink = slow_readlink, .readdir = slow_readdir,
		.open = slow_open, .create = slow_create, .read = slow_read, .write = slow_write,
		.fsync = slow_fsync, .release = slow_release, .truncate = slow_truncate, .utimens = slow_utimens,
		.rename = slow_rename, .mkdir = slow_mkdir, .unlink = slow_unlink, .rmdir = slow_rmdir,
		.statfs = slow_statfs,
	};
	return fuse_main(argc, argv, &operations, NULL);
}
