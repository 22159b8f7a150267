package dev.hoplint.dialect.nginx;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// nginx variables in values: `$` must be followed by a capture number or a variable that exists
/// when the configuration is loaded (ngx_http_script_compile).
final class AnnotationVariables {
  /// Variables of nginx 1.27's own modules and of those bundled with the controller.
  private static final Set<String> NGINX =
      Set.of(
          ("ancient_browser args binary_remote_addr body_bytes_sent bytes_received bytes_sent"
                  + " connection connection_requests connection_time connections_active"
                  + " connections_reading connections_waiting connections_writing content_length"
                  + " content_type date_gmt date_local document_root document_uri"
                  + " fastcgi_path_info fastcgi_script_name geoip_area_code geoip_city"
                  + " geoip_city_continent_code geoip_city_country_code geoip_city_country_name"
                  + " geoip_country_code geoip_country_name geoip_dma_code geoip_latitude"
                  + " geoip_longitude geoip_org geoip_postal_code geoip_region geoip_region_name"
                  + " gzip_ratio host hostname http2 http3 https is_args limit_conn_status"
                  + " limit_rate limit_req_status modern_browser msec msie nginx_version pid pipe"
                  + " proxy_add_x_forwarded_for proxy_host proxy_port proxy_protocol_addr"
                  + " proxy_protocol_port proxy_protocol_server_addr proxy_protocol_server_port"
                  + " query_string realip_remote_addr realip_remote_port realpath_root remote_addr"
                  + " remote_port remote_user request request_body request_body_file"
                  + " request_completion request_filename request_id request_length request_method"
                  + " request_time request_uri scheme secure_link secure_link_expires server_addr"
                  + " server_name server_port server_protocol slice_range ssl_alpn_protocol"
                  + " ssl_cipher ssl_ciphers ssl_client_cert ssl_client_escaped_cert"
                  + " ssl_client_fingerprint ssl_client_i_dn ssl_client_i_dn_legacy"
                  + " ssl_client_raw_cert ssl_client_s_dn ssl_client_s_dn_legacy"
                  + " ssl_client_serial ssl_client_v_end ssl_client_v_remain ssl_client_v_start"
                  + " ssl_client_verify ssl_curve ssl_curves ssl_early_data ssl_preread_protocol"
                  + " ssl_protocol ssl_server_name ssl_session_id ssl_session_reused status"
                  + " time_iso8601 time_local tcpinfo_rtt tcpinfo_rttvar tcpinfo_snd_cwnd"
                  + " tcpinfo_rcv_space uid_got uid_reset uid_set upstream_addr"
                  + " upstream_bytes_received upstream_bytes_sent upstream_cache_status"
                  + " upstream_connect_time upstream_first_byte_time upstream_header_time"
                  + " upstream_queue_time upstream_response_length upstream_response_time"
                  + " upstream_session_time upstream_status uri")
              .split(" "));

  /// Variables that the controller's template sets (rootfs/etc/nginx/template/nginx.tmpl).
  private static final Set<String> TEMPLATE =
      Set.of(
          ("auth_cookie balancer_ewma_score best_http_host cache_key connection_upgrade"
               + " escaped_request_uri full_x_forwarded_for full_x_forwarded_proto"
               + " global_rate_limit_exceeding ingress_name location_path namespace"
               + " opentelemetry_context_traceparent pass_access_scheme pass_port pass_server_port"
               + " proxy_alternative_upstream_name proxy_upstream_name redirect_to"
               + " redirect_to_https req_id service_name service_port subdomain target the_real_ip"
               + " tmp_cache_key default_server cors")
              .split(" "));

  private static final List<String> PREFIXES =
      List.of(
          "arg_",
          "http_",
          "cookie_",
          "sent_http_",
          "sent_trailer_",
          "upstream_http_",
          "upstream_cookie_",
          "upstream_trailer_",
          "proxy_protocol_tlv_",
          "geoip2_");

  private static final String UNKNOWN = "names the variable";

  private AnnotationVariables() {}

  /// Whether the only trouble is a name: a snippet may define the variable.
  static boolean isOnlyUnknown(String text) {
    return problem(text).filter(why -> why.startsWith(UNKNOWN)).isPresent()
        && problem(text, true).isEmpty();
  }

  /// Why nginx refuses the text, as the rest of a sentence about it.
  static Optional<String> problem(String text) {
    return problem(text, false);
  }

  private static Optional<String> problem(String text, boolean anyName) {
    for (int i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i + 1)) {
      boolean braced = i + 1 < text.length() && text.charAt(i + 1) == '{';
      int start = braced ? i + 2 : i + 1;
      int end = start;
      while (end < text.length() && isNameCharacter(text.charAt(end))) {
        end++;
      }
      String name = text.substring(start, end);
      if (name.isEmpty() || (braced && (end == text.length() || text.charAt(end) != '}'))) {
        return Optional.of("has a \"$\" that no number or variable name follows");
      }
      boolean capture = name.charAt(0) >= '1' && name.charAt(0) <= '9';
      if (!capture && !exists(name) && !(anyName && !startsWithDigit(name))) {
        return Optional.of(UNKNOWN + " \"$" + name + "\", which nginx does not have");
      }
    }
    return Optional.empty();
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean startsWithDigit(String name) {
    return name.charAt(0) >= '0' && name.charAt(0) <= '9';
  }

  private static boolean exists(String name) {
    return NGINX.contains(name)
        || TEMPLATE.contains(name)
        || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
