// The floor of Benchmarks/second: as many publish requests as are asked for, by bare libcurl, at one second.
//
// Usage: burst URL COUNT warm|cold      Prints the second, in Unix time, when all answers are in.
//
// Each request has a connection of its own and is made ready before the second; warm, its connection stands, too.

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static size_t ignore(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static CURL *request(const char *url, const char *edge, int account, struct curl_slist *headers) {
    CURL *easy = curl_easy_init();
    char text[512];
    snprintf(text, sizeof text, "%s/v25.0/1784%013d%s", url, account, edge);
    curl_easy_setopt(easy, CURLOPT_URL, text);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (*edge) {
        snprintf(text, sizeof text, "creation_id=51784%013d", account);
        curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, text);
    }
    return easy;
}

static void perform(CURLM *multi, CURL **requests, int count) {
    for (int index = 0; index < count; index++) curl_multi_add_handle(multi, requests[index]);
    for (int running = 1; running;) {
        curl_multi_perform(multi, &running);
        if (running) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (int index = 0; index < count; index++) {
        long status = 0;
        curl_easy_getinfo(requests[index], CURLINFO_RESPONSE_CODE, &status);
        if (status != 200) fprintf(stderr, "burst: status %ld\n", status);
        curl_multi_remove_handle(multi, requests[index]);
        curl_easy_cleanup(requests[index]);
    }
}

int main(int argument_count, char **arguments) {
    if (argument_count < 4) return 64;
    int count = atoi(arguments[2]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)count);
    struct curl_slist *headers = curl_slist_append(NULL, "Authorization: Bearer floor");
    headers = curl_slist_append(headers, "Accept: application/json");
    CURL **requests = malloc((size_t)count * sizeof *requests);
    if (!strcmp(arguments[3], "warm")) {
        for (int index = 0; index < count; index++) requests[index] = request(arguments[1], "", index, headers);
        perform(multi, requests, count);
    }
    for (int index = 0; index < count; index++)
        requests[index] = request(arguments[1], "/media_publish", index, headers);
    struct timespec second = {.tv_sec = time(NULL) + 2};
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &second, NULL);
    perform(multi, requests, count);
    printf("%ld\n", (long)second.tv_sec);
    return 0;
}
