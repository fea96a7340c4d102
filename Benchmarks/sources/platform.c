// The few Graph API calls that a photo post takes, answered with canned JSON after a fixed latency, and the moment at
// which the first byte of each publish request was here. One thread and epoll: it does so little that it is not what
// limits a thousand requests of one instant; the floor, measured against this same server, shows what it can take.
//
// Usage: platform LATENCY_MS      Prints its port, then serves 127.0.0.1 until its standard input ends.
//
// GET /arrivals answers what came in since it was last asked, and forgets it:
// {"connections":N,"most":N,"publishes":[["ACCOUNT",MICROSECONDS],...]}, in microseconds of the wall clock.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { connection_limit = 8192, request_limit = 16384, publish_limit = 1 << 20 };

typedef struct {
    char buffer[request_limit];
    size_t length;
    int64_t first_byte;  // of the request that is being read; 0 before it
    char account[32];    // of the request that waits for its answer
    char kind;
    unsigned generation;
} connection;

// What is to be answered, in the order of its time, since all have the same latency.
typedef struct {
    int64_t at;
    int descriptor;
    unsigned generation;
} answer;

typedef struct {
    char account[32];
    int64_t at;
} publish;

static connection *connections[connection_limit];
static answer answers[connection_limit * 2];
static size_t first_answer, answer_count;
static publish *publishes;
static size_t publish_count;
static unsigned open_connections, most_connections, generations;
static int64_t latency;

static int64_t microseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void hang_up(int descriptor) {
    if (!connections[descriptor]) return;
    free(connections[descriptor]);
    connections[descriptor] = NULL;
    open_connections -= 1;
    close(descriptor);
}

static void send_body(int descriptor, const char *body, size_t length) {
    char head[128];
    int head_length = snprintf(
        head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length);
    char *whole = malloc((size_t)head_length + length);
    memcpy(whole, head, (size_t)head_length);
    memcpy(whole + head_length, body, length);
    size_t sent = 0, all = (size_t)head_length + length;
    while (sent < all) {
        ssize_t count = send(descriptor, whole + sent, all - sent, MSG_NOSIGNAL);
        if (count > 0) {
            sent += (size_t)count;
        } else if (errno != EAGAIN && errno != EINTR) {
            break;  // the reader is gone, which epoll tells next
        }
    }
    free(whole);
}

static void send_arrivals(int descriptor) {
    size_t room = publish_count * 64 + 128, length = 0;
    char *body = malloc(room);
    length += (size_t)snprintf(
        body, room, "{\"connections\":%u,\"most\":%u,\"publishes\":[", open_connections, most_connections);
    for (size_t index = 0; index < publish_count; index++)
        length += (size_t)snprintf(
            body + length, room - length, "%s[\"%s\",%lld]", index ? "," : "", publishes[index].account,
            (long long)publishes[index].at);
    length += (size_t)snprintf(body + length, room - length, "]}\n");
    publish_count = 0;
    most_connections = open_connections;
    send_body(descriptor, body, length);
    free(body);
}

// An id tells what it belongs to by its first digit: 1 an account, 5 its container, 8 its medium.
static void send_answer(int descriptor, const connection *request) {
    char body[512];
    const char *account = request->account;
    switch (request->kind) {
    case 'c': snprintf(body, sizeof body, "{\"id\":\"5%s\"}", account); break;
    case 'p': snprintf(body, sizeof body, "{\"id\":\"8%s\"}", account); break;
    case 's':
        snprintf(
            body, sizeof body,
            "{\"id\":\"%s\",\"status_code\":\"FINISHED\","
            "\"status\":\"Finished: Media has been uploaded and it is ready to be published.\"}",
            account);
        break;
    case 'm':
        snprintf(
            body, sizeof body, "{\"id\":\"%s\",\"permalink\":\"https://www.instagram.com/p/%s/\"}", account, account);
        break;
    default: snprintf(body, sizeof body, "{\"data\":[]}");
    }
    send_body(descriptor, body, strlen(body));
}

// Notes what a complete request asks for; its path is /VERSION/ID or /VERSION/ID/EDGE.
static void take(int descriptor, connection *request) {
    char method[8] = "", path[256] = "", id[32] = "", edge[64] = "";
    sscanf(request->buffer, "%7s %255[^ ?]", method, path);
    if (!strcmp(path, "/arrivals")) {
        send_arrivals(descriptor);
        return;
    }
    sscanf(path, "/%*[^/]/%31[0-9]/%63s", id, edge);
    memcpy(request->account, id, sizeof id);
    if (!strcmp(method, "POST") && !strcmp(edge, "media_publish")) {
        request->kind = 'p';
        if (publish_count < publish_limit) {
            memcpy(publishes[publish_count].account, id, sizeof id);
            publishes[publish_count++].at = request->first_byte;
        }
    } else if (!strcmp(method, "POST")) {
        request->kind = 'c';
    } else if (edge[0]) {
        request->kind = 'l';
    } else {
        request->kind = id[0] == '5' ? 's' : 'm';
    }
    answers[(first_answer + answer_count++) % (sizeof answers / sizeof *answers)] =
        (answer){microseconds(CLOCK_MONOTONIC) + latency, descriptor, request->generation};
}

static void receive(int descriptor) {
    connection *request = connections[descriptor];
    if (!request) return;
    for (;;) {
        ssize_t count =
            recv(descriptor, request->buffer + request->length, request_limit - 1 - request->length, 0);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) return hang_up(descriptor);
        if (!request->length) request->first_byte = microseconds(CLOCK_REALTIME);
        request->length += (size_t)count;
        request->buffer[request->length] = 0;
        char *end = strstr(request->buffer, "\r\n\r\n");
        if (!end) continue;
        char *field = strcasestr(request->buffer, "\r\ncontent-length:");
        size_t body = field && field < end ? strtoul(field + 17, NULL, 10) : 0;
        if (request->length < (size_t)(end + 4 - request->buffer) + body) continue;
        take(descriptor, request);
        request->length = 0;  // clients of HTTP/1.1 wait for an answer before they ask again on its connection
    }
}

static void welcome(int listener, int poll) {
    for (;;) {
        int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (descriptor < 0) return;
        if (descriptor >= connection_limit || !(connections[descriptor] = calloc(1, sizeof(connection)))) {
            close(descriptor);
            continue;
        }
        int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connections[descriptor]->generation = ++generations;
        if (++open_connections > most_connections) most_connections = open_connections;
        struct epoll_event event = {.events = EPOLLIN | EPOLLET | EPOLLRDHUP, .data.fd = descriptor};
        epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
    }
}

static int answer_what_is_due(void) {
    int64_t now = microseconds(CLOCK_MONOTONIC);
    while (answer_count) {
        answer next = answers[first_answer];
        if (next.at > now) return (int)((next.at - now + 999) / 1000);
        first_answer = (first_answer + 1) % (sizeof answers / sizeof *answers);
        answer_count -= 1;
        connection *request = connections[next.descriptor];
        if (request && request->generation == next.generation) send_answer(next.descriptor, request);
    }
    return -1;
}

int main(int count, char **arguments) {
    latency = (count > 1 ? atoi(arguments[1]) : 50) * 1000;
    publishes = malloc(publish_limit * sizeof(publish));
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max < connection_limit ? files.rlim_max : connection_limit;
    setrlimit(RLIMIT_NOFILE, &files);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4096) ||
        getsockname(listener, (struct sockaddr *)&address, &size)) {
        perror("platform");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int poll = epoll_create1(0);
    struct epoll_event events[256] = {{.events = EPOLLIN, .data.fd = listener}};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &events[0]);
    events[0] = (struct epoll_event){.events = EPOLLIN | EPOLLRDHUP, .data.fd = 0};
    epoll_ctl(poll, EPOLL_CTL_ADD, 0, &events[0]);
    for (;;) {
        int ready = epoll_wait(poll, events, 256, answer_what_is_due());
        for (int index = 0; index < ready; index++) {
            int descriptor = events[index].data.fd;
            char byte;
            if (descriptor == listener) {
                welcome(listener, poll);
            } else if (descriptor) {
                receive(descriptor);
            } else if (read(0, &byte, 1) <= 0) {
                return 0;
            }
        }
    }
}
