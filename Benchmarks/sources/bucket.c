// A store for Benchmarks/uploads: as much of S3's protocol as an upload needs, and no work of its own that would hide the
// client's. It takes every byte off the socket and keeps sizes alone; signatures are not looked at.
//
// Usage: bucket. Prints its port, serves on loopback a thread a connection, and ends when standard input does.
//
// GET /_store answers {"objects","bytes","requests"}; DELETE /_store forgets all objects.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD_LIMIT = 64 << 10, CHUNK = 256 << 10, BUCKETS = 1 << 16 };

struct object {
    struct object *next;
    long size;
    char key[];
};

static struct object *table[BUCKETS];
static long objects, bytes, requests;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static unsigned hash(const char *text)
{
    unsigned value = 2166136261u;
    while (*text) value = (value ^ (unsigned char)*text++) * 16777619u;
    return value % BUCKETS;
}

static struct object **find(const char *key)
{
    struct object **place = &table[hash(key)];
    while (*place && strcmp((*place)->key, key)) place = &(*place)->next;
    return place;
}

// A part adds to what is there, and a whole object takes its place.
static void keep(const char *key, long size, int is_part)
{
    pthread_mutex_lock(&lock);
    struct object **place = find(key);
    if (!*place) {
        struct object *made = calloc(1, sizeof *made + strlen(key) + 1);
        if (!made) exit(1);
        strcpy(made->key, key);
        *place = made;
        objects++;
    }
    (*place)->size = is_part ? (*place)->size + size : size;
    bytes += size;
    pthread_mutex_unlock(&lock);
}

static long size_of(const char *key)
{
    pthread_mutex_lock(&lock);
    struct object *found = *find(key);
    long size = found ? found->size : -1;
    pthread_mutex_unlock(&lock);
    return size;
}

static void forget(void)
{
    pthread_mutex_lock(&lock);
    for (int index = 0; index < BUCKETS; index++) {
        while (table[index]) {
            struct object *next = table[index]->next;
            free(table[index]);
            table[index] = next;
        }
    }
    objects = bytes = requests = 0;
    pthread_mutex_unlock(&lock);
}

static int send_all(int peer, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t count = send(peer, text, length, MSG_NOSIGNAL);
        if (count <= 0) return -1;
        text += count;
        length -= count;
    }
    return 0;
}

static int answer(int peer, const char *status, const char *headers, const char *body, int is_head)
{
    char text[2048];
    int length = snprintf(text, sizeof text, "HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n%s", status, headers,
        strlen(body), is_head ? "" : body);
    return send_all(peer, text, length);
}

static int respond(int peer, const char *method, char *target, long length)
{
    char *query = strchr(target, '?');
    if (query) *query++ = 0;
    int is_head = !strcmp(method, "HEAD"), is_put = !strcmp(method, "PUT"), is_post = !strcmp(method, "POST");
    char body[512];
    pthread_mutex_lock(&lock);
    requests++;
    pthread_mutex_unlock(&lock);
    if (!strcmp(target, "/_store")) {
        if (!strcmp(method, "DELETE")) forget();
        snprintf(body, sizeof body, "{\"objects\": %ld, \"bytes\": %ld, \"requests\": %ld}", objects, bytes, requests);
        return answer(peer, "200 OK", "", body, 0);
    }
    if (is_post && query && !strncmp(query, "uploads", 7)) {
        return answer(peer, "200 OK", "Content-Type: application/xml\r\n",
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>", 0);
    }
    if (is_post) {
        return answer(peer, "200 OK", "Content-Type: application/xml\r\n",
            "<CompleteMultipartUploadResult><ETag>\"e-1\"</ETag></CompleteMultipartUploadResult>", 0);
    }
    if (is_put) {
        keep(target, length, query && strstr(query, "partNumber="));
        return answer(peer, "200 OK", "ETag: \"e-1\"\r\n", "", 0);
    }
    if (is_head) {
        char headers[256];
        long size = size_of(target);
        if (size < 0) return answer(peer, "404 Not Found", "", "", 1);
        // The length of the object, which answer() would not know.
        int count = snprintf(headers, sizeof headers,
            "HTTP/1.1 200 OK\r\nETag: \"e-1\"\r\nLast-Modified: Sat, 28 Nov 2026 20:00:00 GMT\r\nContent-Length: %ld\r\n\r\n",
            size);
        return send_all(peer, headers, count);
    }
    if (query && strstr(query, "uploads")) {
        return answer(peer, "200 OK", "Content-Type: application/xml\r\n",
            "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>", 0);
    }
    return answer(peer, "200 OK", "Content-Type: application/xml\r\n",
        "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>", 0);
}

static void *serve(void *context)
{
    int peer = (int)(long)context;
    char *buffer = malloc(HEAD_LIMIT + CHUNK + 1);
    size_t filled = 0;
    while (buffer) {
        char *end;
        buffer[filled] = 0;
        while (!(end = strstr(buffer, "\r\n\r\n"))) {
            ssize_t count = filled < HEAD_LIMIT ? recv(peer, buffer + filled, HEAD_LIMIT - filled, 0) : 0;
            if (count <= 0) goto done;
            filled += count;
            buffer[filled] = 0;
        }
        char method[16], target[4096];
        if (sscanf(buffer, "%15s %4095s", method, target) != 2) break;
        long length = 0;
        int expects = 0;
        for (char *line = strstr(buffer, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
            if (!strncasecmp(line + 2, "content-length:", 15)) length = atol(line + 17);
            if (!strncasecmp(line + 2, "expect:", 7)) expects = 1;
        }
        if (expects && send_all(peer, "HTTP/1.1 100 Continue\r\n\r\n", 25)) break;
        size_t head = end + 4 - buffer;
        long left = length - (long)(filled - head);
        if (left < 0) {
            // The beginning of the next request came along.
            memmove(buffer, buffer + head + length, -left);
            filled = -left;
        } else {
            filled = 0;
            while (left > 0) {
                ssize_t count = recv(peer, buffer, left < CHUNK ? left : CHUNK, 0);
                if (count <= 0) goto done;
                left -= count;
            }
        }
        if (respond(peer, method, target, length)) break;
    }
done:
    free(buffer);
    close(peer);
    return NULL;
}

static void *listen_on(void *context)
{
    int listener = (int)(long)context;
    for (;;) {
        int peer = accept(listener, NULL, NULL), on = 1;
        pthread_t thread;
        if (peer < 0) continue;
        setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (pthread_create(&thread, NULL, serve, (void *)(long)peer)) close(peer);
        else pthread_detach(thread);
    }
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    pthread_t thread;
    if (listener < 0 || bind(listener, (void *)&address, length) || listen(listener, 1024)
        || getsockname(listener, (void *)&address, &length)
        || pthread_create(&thread, NULL, listen_on, (void *)(long)listener)) {
        perror("bucket");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    char ignored[64];
    while (read(0, ignored, sizeof ignored) > 0) {}
    return 0;
}
