/* odd-disk: a directory seen through a file system with the habits of CIFS and other network file systems.
 *
 *   odd-disk SOURCE MOUNTPOINT HABIT[,HABIT...] [FUSE options, e.g. -f]
 *
 *   no-flock       flock answers EOPNOTSUPP
 *   coarse-times   every time is cut to two seconds, as on FAT
 *   ignore-case    names are found whatever their case, and listed as they were made
 *   in-the-way     renaming onto a directory is refused with EEXIST, also when it is empty
 *   denied         the same with EACCES, SMB's word for it
 *   busy           what somebody has open is not unlinked, renamed, or written over by a rename (EBUSY), and no directory above it is renamed (EACCES)
 *   silly-rename   a file that is unlinked while somebody has it open leaves another name behind until it is closed
 *   no-dirsync     fsync of a directory answers EINVAL
 *   untyped        listings do not say what an entry is
 *
 * Without a habit it is as the file system below. The kernel may keep nothing of names and attributes, so SOURCE may change beside it.
 * Unmount with: fusermount3 -u MOUNTPOINT
 */
#define FUSE_USE_VERSION 312
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static int source;
static int no_flock, coarse_times, ignore_case, in_the_way, denied, busy, silly_rename, no_dirsync, untyped;

static const struct {
	const char *name;
	int *on;
} habits[] = {
	{ "no-flock", &no_flock },     { "coarse-times", &coarse_times }, { "ignore-case", &ignore_case },
	{ "in-the-way", &in_the_way }, { "denied", &denied },             { "busy", &busy },
	{ "silly-rename", &silly_rename }, { "no-dirsync", &no_dirsync }, { "untyped", &untyped },
};

/* What somebody has open. With the habit busy no such path changes, so that it can be found by its name. */
struct open_file {
	int fd;
	char *path;
	struct open_file *next;
};
static struct open_file *open_files;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int answer(long result) { return result == -1 ? -errno : (int)result; }

/* A name in a directory as it was made; the name itself where nothing is found. */
static void find_case(const char *directory, char *name)
{
	struct stat found;
	int fd = openat(source, *directory ? directory : ".", O_RDONLY | O_DIRECTORY);
	if (fd == -1)
		return;
	DIR *listing = fstatat(fd, name, &found, AT_SYMLINK_NOFOLLOW) == -1 ? fdopendir(fd) : NULL;
	if (!listing) {
		close(fd);
		return;
	}
	for (struct dirent *entry; (entry = readdir(listing));)
		if (!strcasecmp(entry->d_name, name)) {
			strcpy(name, entry->d_name);
			break;
		}
	closedir(listing);
}

/* Makes a path of FUSE ("/a/b") one below the source ("a/b"). */
static const char *below(const char *path, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s", path[1] ? path + 1 : ".");
	if (!ignore_case || !path[1])
		return out;
	for (char *name = out, *end; name; name = end ? end + 1 : NULL) {
		char directory[PATH_MAX];
		end = strchr(name, '/');
		if (end)
			*end = 0;
		snprintf(directory, sizeof directory, "%.*s", (int)(name - out), out);
		find_case(directory, name); /* the same letters: as long as before */
		if (end)
			*end = '/';
	}
	return out;
}

static int is_open(const char *path, int or_below)
{
	size_t length = strlen(path);
	int found = 0;
	pthread_mutex_lock(&gate);
	for (struct open_file *file = open_files; file && !found; file = file->next)
		found = !strncmp(file->path, path, length) && (!file->path[length] || (or_below && file->path[length] == '/'));
	pthread_mutex_unlock(&gate);
	return found;
}

/* close(2) returns before we hear of it. */
static int stays_open(const char *path, int or_below)
{
	for (int tries = 0; busy && is_open(path, or_below); tries++) {
		if (tries == 100)
			return 1;
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
	return 0;
}

static void *odd_init(struct fuse_conn_info *connection, struct fuse_config *config)
{
	config->entry_timeout = config->negative_timeout = config->attr_timeout = 0;
	config->use_ino = 1;
	config->nullpath_ok = 1;
	config->hard_remove = !silly_rename; /* otherwise libfuse does it */
	connection->want &= ~(FUSE_CAP_READDIRPLUS | FUSE_CAP_READDIRPLUS_AUTO);
	return NULL;
}

static struct open_file *handle(struct fuse_file_info *file) { return (struct open_file *)(uintptr_t)file->fh; }

static int odd_getattr(const char *path, struct stat *out, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	int result = file ? fstat(handle(file)->fd, out) : fstatat(source, below(path, real), out, AT_SYMLINK_NOFOLLOW);
	if (coarse_times) {
		out->st_atim = (struct timespec){ out->st_atim.tv_sec & ~1L, 0 };
		out->st_mtim = (struct timespec){ out->st_mtim.tv_sec & ~1L, 0 };
		out->st_ctim = (struct timespec){ out->st_ctim.tv_sec & ~1L, 0 };
	}
	return answer(result);
}

static int odd_readlink(const char *path, char *out, size_t size)
{
	char real[PATH_MAX];
	ssize_t length = readlinkat(source, below(path, real), out, size - 1);
	if (length == -1)
		return -errno;
	out[length] = 0;
	return 0;
}

static int odd_opendir(const char *path, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	int fd = openat(source, below(path, real), O_RDONLY | O_DIRECTORY);
	file->fh = (uint64_t)fd;
	return fd == -1 ? -errno : 0;
}

static int odd_releasedir(const char *path, struct fuse_file_info *file)
{
	(void)path;
	return answer(close((int)file->fh));
}

/* The whole listing in one answer to libfuse, which then hands it to the kernel in pieces. */
static int odd_readdir(const char *path, void *out, fuse_fill_dir_t add, off_t offset, struct fuse_file_info *file,
		       enum fuse_readdir_flags flags)
{
	(void)path, (void)offset, (void)flags;
	int fd = dup((int)file->fh);
	DIR *directory = fd == -1 ? NULL : fdopendir(fd);
	if (!directory)
		return -errno;
	rewinddir(directory);
	for (struct dirent *entry; (entry = readdir(directory));) {
		struct stat stat = { .st_ino = entry->d_ino, .st_mode = untyped ? 0 : (mode_t)entry->d_type << 12 };
		add(out, entry->d_name, &stat, 0, 0);
	}
	closedir(directory);
	return 0;
}

static int opened(int fd, const char *real, struct fuse_file_info *file)
{
	if (fd == -1)
		return -errno;
	struct open_file *opened = malloc(sizeof *opened);
	*opened = (struct open_file){ .fd = fd, .path = strdup(real) };
	pthread_mutex_lock(&gate);
	opened->next = open_files;
	open_files = opened;
	pthread_mutex_unlock(&gate);
	file->fh = (uintptr_t)opened;
	return 0;
}

static int odd_open(const char *path, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	return opened(openat(source, below(path, real), file->flags), real, file);
}

static int odd_create(const char *path, mode_t mode, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	return opened(openat(source, below(path, real), file->flags | O_CREAT, mode), real, file);
}

static int odd_release(const char *path, struct fuse_file_info *file)
{
	struct open_file *closed = handle(file);
	(void)path;
	pthread_mutex_lock(&gate);
	for (struct open_file **at = &open_files; *at; at = &(*at)->next)
		if (*at == closed) {
			*at = closed->next;
			break;
		}
	pthread_mutex_unlock(&gate);
	int result = answer(close(closed->fd));
	free(closed->path);
	free(closed);
	return result;
}

static int odd_read(const char *path, char *out, size_t size, off_t offset, struct fuse_file_info *file)
{
	(void)path;
	return answer(pread(handle(file)->fd, out, size, offset));
}

static int odd_write(const char *path, const char *in, size_t size, off_t offset, struct fuse_file_info *file)
{
	(void)path;
	return answer(pwrite(handle(file)->fd, in, size, offset));
}

static int odd_fsync(const char *path, int data_only, struct fuse_file_info *file)
{
	(void)path;
	return answer(data_only ? fdatasync(handle(file)->fd) : fsync(handle(file)->fd));
}

static int odd_fsyncdir(const char *path, int data_only, struct fuse_file_info *file)
{
	(void)path, (void)data_only, (void)file;
	return no_dirsync ? -EINVAL : 0;
}

static int odd_flock(const char *path, struct fuse_file_info *file, int operation)
{
	(void)path, (void)file, (void)operation;
	return -EOPNOTSUPP;
}

static int odd_truncate(const char *path, off_t size, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	if (file)
		return answer(ftruncate(handle(file)->fd, size));
	int fd = openat(source, below(path, real), O_WRONLY | O_NOFOLLOW);
	int result = fd == -1 ? -errno : answer(ftruncate(fd, size));
	if (fd != -1)
		close(fd);
	return result;
}

static int odd_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *file)
{
	char real[PATH_MAX];
	return answer(file ? futimens(handle(file)->fd, times) : utimensat(source, below(path, real), times, AT_SYMLINK_NOFOLLOW));
}

static int odd_chmod(const char *path, mode_t mode, struct fuse_file_info *file)
{
	char real[PATH_MAX];
	return answer(file ? fchmod(handle(file)->fd, mode) : fchmodat(source, below(path, real), mode, 0));
}

static int odd_rename(const char *from, const char *to, unsigned flags)
{
	char real_from[PATH_MAX], real_to[PATH_MAX];
	struct stat moved, there;
	below(from, real_from);
	below(to, real_to);
	if (fstatat(source, real_from, &moved, AT_SYMLINK_NOFOLLOW) == -1)
		return -errno;
	if (stays_open(real_from, 1))
		return S_ISDIR(moved.st_mode) ? -EACCES : -EBUSY;
	if (fstatat(source, real_to, &there, AT_SYMLINK_NOFOLLOW) == 0) {
		if (there.st_ino == moved.st_ino) /* only its case changes */
			snprintf(real_to, sizeof real_to, "%s", to + 1);
		else if (S_ISDIR(there.st_mode) && (in_the_way || denied))
			return denied ? -EACCES : -EEXIST;
		else if (stays_open(real_to, 1))
			return -EBUSY;
	}
	return answer(renameat2(source, real_from, source, real_to, flags));
}

static int odd_mkdir(const char *path, mode_t mode)
{
	char real[PATH_MAX];
	return answer(mkdirat(source, below(path, real), mode));
}

static int odd_unlink(const char *path)
{
	char real[PATH_MAX];
	below(path, real);
	return stays_open(real, 0) ? -EBUSY : answer(unlinkat(source, real, 0));
}

static int odd_rmdir(const char *path)
{
	char real[PATH_MAX];
	return answer(unlinkat(source, below(path, real), AT_REMOVEDIR));
}

static int odd_statfs(const char *path, struct statvfs *out)
{
	(void)path;
	return answer(fstatvfs(source, out));
}

static int learn(char *list)
{
	for (char *habit = strtok(list, ","); habit; habit = strtok(NULL, ",")) {
		size_t i = 0;
		while (i < sizeof habits / sizeof *habits && strcmp(habits[i].name, habit))
			i++;
		if (i == sizeof habits / sizeof *habits) {
			fprintf(stderr, "odd-disk: '%s' is no habit\n", habit);
			return 0;
		}
		*habits[i].on = 1;
	}
	return 1;
}

int main(int argc, char **argv)
{
	if (argc < 4 || !learn(argv[3])) {
		fprintf(stderr, "usage: odd-disk SOURCE MOUNTPOINT HABIT[,HABIT...] [FUSE options]\n");
		return 2;
	}
	source = open(argv[1], O_PATH | O_DIRECTORY);
	if (source == -1) {
		perror(argv[1]);
		return 1;
	}

	/* FUSE sees: odd-disk -o OPTIONS MOUNTPOINT options... */
	char *place = argv[2];
	argv[1] = "-o";
	argv[2] = "default_permissions,max_threads=16";
	argv[3] = place;
	struct fuse_operations operations = {
		.init = odd_init, .getattr = odd_getattr, .readlink = odd_readlink,
		.opendir = odd_opendir, .readdir = odd_readdir, .releasedir = odd_releasedir,
		.open = odd_open, .create = odd_create, .read = odd_read, .write = odd_write,
		.fsync = odd_fsync, .fsyncdir = odd_fsyncdir, .release = odd_release, .truncate = odd_truncate,
		.utimens = odd_utimens, .chmod = odd_chmod, .rename = odd_rename, .mkdir = odd_mkdir,
		.unlink = odd_unlink, .rmdir = odd_rmdir, .statfs = odd_statfs,
		.flock = no_flock ? odd_flock : NULL, /* without it the kernel locks */
	};
	return fuse_main(argc, argv, &operations, NULL);
}
