package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What is answered where a request does not even reach the application: a `Status` of constant
/// words, no page, no cause.
final class JsonErrors extends ErrorHandler {
  private static final String TEXT = "the request is not HTTP as it is understood here";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(bytes(code)), callback);
  }

  private static byte[] bytes(int code) {
    return StatusJson.text(code, TEXT).getBytes(UTF_8);
  }
}
