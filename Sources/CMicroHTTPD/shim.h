#pragma once
#include <microhttpd.h>

// MHD_start_daemon is variadic, which Swift cannot call. This states the one shape used here: one thread, epoll,
// connections that wait for their answer suspended, a listening socket made by the caller.
static inline struct MHD_Daemon *calends_mhd_start(
    MHD_socket listening, MHD_AccessHandlerCallback received, void *(*opened)(void *, const char *, struct MHD_Connection *),
    MHD_RequestCompletedCallback completed, void *context, unsigned int connections, unsigned int idle_seconds,
    size_t connection_memory)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, received, context,
        MHD_OPTION_LISTEN_SOCKET, listening,
        MHD_OPTION_URI_LOG_CALLBACK, opened, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_END);
}
