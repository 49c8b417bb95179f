# Varnish before any number of nodes. Copy it to /etc/varnish/default.vcl and name your nodes.
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

# Who may say that a new edition is live: the nodes. Their PURGE_URLS names this machine.
acl nodes { "127.0.0.1"; }

# Who ends TLS in front of this machine, and says from where and how a request came. Nobody else may.
acl proxies { "127.0.0.1"; }

sub vcl_init {
  new guide = directors.round_robin();
  guide.add_backend(a);
  guide.add_backend(b);
}

# To the nodes X_Forwarded_For and X-Forwarded-For are one name: what comes with a _ is taken out, of all headers that
# the nodes trust or that a page varies by.
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
  # Varnish has put the sender behind what it was told. Of a proxy that is the proxy itself.
  if (client.ip ~ proxies && req.http.X-Forwarded-For ~ ",") {
    set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
  } else {
    set req.http.X-Forwarded-For = client.ip;
  }
  if (client.ip !~ proxies || req.http.X-Forwarded-Proto != "https") {
    set req.http.X-Forwarded-Proto = "http";
  }
}

# Plain HTTP may be led to HTTPS, so the two are kept apart.
sub vcl_hash {
  hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_recv {
  # Pages of all other editions are dropped. Styles, scripts and pages that are new already stay.
  if (req.method == "PURGE") {
    if (client.ip !~ nodes) {
      return (synth(403));
    }
    ban("obj.http.Edition ~ . && obj.http.Edition !~ ^" + req.http.Edition + "-");
    return (synth(204));
  }
  call trusted_headers;
  set req.backend_hint = guide.backend();
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  # With no node left, readers read on from here.
  if (std.healthy(req.backend_hint)) {
    set req.grace = 1s;
  }
  # The desk and forms come with a cookie. Public pages are the same with and without one.
  if (req.http.Cookie ~ "sessionid|csrftoken|messages") {
    return (pass);
  }
  return (hash);
}

sub vcl_backend_response {
  set beresp.grace = 1d;
}

sub vcl_backend_error {
  # A node that died a moment ago: ask another one.
  if ((bereq.method == "GET" || bereq.method == "HEAD") && bereq.retries < 2) {
    return (retry);
  }
}
