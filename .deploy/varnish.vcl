# Varnish in front of any number of nodes. Copy it to /etc/varnish/default.vcl and name your nodes.
vcl 4.1;

import directors;
import std;

probe ready {
  .url = "/readyz";
  .interval = 1s;
  .timeout = 1s;
  .window = 3;
  .threshold = 2;
  .initial = 2;
}

backend a { .host = "127.0.0.1"; .port = "8171"; .probe = ready; .connect_timeout = 1s; }
backend b { .host = "127.0.0.1"; .port = "8172"; .probe = ready; .connect_timeout = 1s; }

# The nodes, which may purge the cache when an edition goes live. Their PURGE_URLS has the address of this machine.
acl nodes { "127.0.0.1"; }

# The proxies that terminate TLS. Only their X-Forwarded-For and X-Forwarded-Proto are trusted.
acl proxies { "127.0.0.1"; }

sub vcl_init {
  new guide = directors.round_robin();
  guide.add_backend(a);
  guide.add_backend(b);
}

# For the nodes, X_Forwarded_For and X-Forwarded-For are the same header. So variants with a _ are removed, of all headers
# that the nodes trust or that a page varies by.
sub trusted_headers {
  unset req.http.X_Forwarded_For;
  unset req.http.X-Forwarded_For;
  unset req.http.X_Forwarded-For;
  unset req.http.X_Forwarded_Proto;
  unset req.http.X-Forwarded_Proto;
  unset req.http.X_Forwarded-Proto;
  unset req.http.HX_Request;
  unset req.http.HX_History_Restore_Request;
  unset req.http.HX-History_Restore_Request;
  unset req.http.HX_History-Restore_Request;
  unset req.http.HX_History_Restore-Request;
  unset req.http.HX-History-Restore_Request;
  unset req.http.HX-History_Restore-Request;
  unset req.http.HX_History-Restore-Request;
  unset req.http.Accept_Encoding;
  unset req.http.If_None_Match;
  unset req.http.If_None-Match;
  unset req.http.If-None_Match;
  unset req.http.If_Modified_Since;
  unset req.http.If_Modified-Since;
  unset req.http.If-Modified_Since;
  # Varnish has appended the client's address. If the client is a proxy, remove it again.
  if (client.ip ~ proxies && req.http.X-Forwarded-For ~ ",") {
    set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
  } else {
    set req.http.X-Forwarded-For = client.ip;
  }
  if (client.ip !~ proxies || req.http.X-Forwarded-Proto != "https") {
    set req.http.X-Forwarded-Proto = "http";
  }
}

# The nodes join repeated headers with a comma, but Varnish compares only the first with Vary. So one header says whether
# htmx requests a part of a page, as the nodes decide it.
sub fragment_header {
  std.collect(req.http.HX-Request);
  std.collect(req.http.HX-History-Restore-Request);
  if (req.http.HX-Request != "true" || req.http.HX-History-Restore-Request == "true") {
    unset req.http.HX-Request;
  }
  unset req.http.HX-History-Restore-Request;
}

# Plain HTTP may be redirected to HTTPS, so responses are cached separately.
sub vcl_hash {
  hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_recv {
  # Removes the pages of all other editions. Static files and pages of the new edition stay.
  if (req.method == "PURGE") {
    # With a comma, the request came through a proxy, perhaps one on this machine.
    if (client.ip !~ nodes || req.http.X-Forwarded-For ~ ",") {
      return (synth(403));
    }
    ban("obj.http.Edition ~ . && obj.http.Edition !~ ^" + req.http.Edition + "-");
    return (synth(204));
  }
  call trusted_headers;
  call fragment_header;
  set req.backend_hint = guide.backend();
  if (req.method != "GET" && req.method != "HEAD") {
    # Takes in the whole body first, so that a slow client holds up no node. A body that stops is given up after the
    # parameter timeout_idle, 5 seconds by default.
    if (std.integer(req.http.Content-Length, 0) > 16777216) {
      return (synth(413));
    }
    if (!std.cache_req_body(16MB)) {
      return (synth(408));
    }
    return (pass);
  }
  # While no node is healthy, readers get cached pages for up to a day.
  if (std.healthy(req.backend_hint)) {
    set req.grace = 1s;
  }
  # Requests with these cookies come from editors. Public pages never depend on a cookie.
  if (req.http.Cookie ~ "sessionid|csrftoken|messages") {
    return (pass);
  }
  return (hash);
}

# Names of programs and their versions help only attackers.
sub vcl_deliver {
  unset resp.http.Via;
  unset resp.http.X-Varnish;
}

sub vcl_backend_response {
  set beresp.grace = 1d;
}

sub vcl_backend_error {
  # The node may have just failed: try another one.
  if ((bereq.method == "GET" || bereq.method == "HEAD") && bereq.retries < 2) {
    return (retry);
  }
}
