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

sub vcl_init {
  new guide = directors.round_robin();
  guide.add_backend(a);
  guide.add_backend(b);
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
