#pragma once
#include <microhttpd.h>

// MHD_start_daemon is variadic, which Swift cannot call; all options travel in the array.
static inline struct MHD_Daemon *server_start(
    unsigned int flags, MHD_AccessHandlerCallback handler, void *user, const struct MHD_OptionItem *options) {
  return MHD_start_daemon(flags, 0, NULL, NULL, handler, user, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

// MHD_get_connection_info is variadic; the value is the connection's socket, -1 when there is none.
static inline int server_connection_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

// The per-connection pointer of MHD_OPTION_NOTIFY_CONNECTION.
static inline void *server_connection_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

// The client's address; valid while the connection is.
static inline const struct sockaddr *server_connection_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? info->client_addr : NULL;
}
