package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewVerificationTest {
  private static final String HEAD =
      "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":";

  @Test
  void aDenialIsTakenWithItsReasons() {
    Verified verified =
        verify(
            """
            {"uid":"u","allowed":false,"status":{"code":200,"reason":"Forbidden","message":"no"},\
            "warnings":["w"],"auditAnnotations":{"a.b-c":"1","a/b":"2","-":"3"}}\
            """);

    assertThat(verified)
        .isInstanceOfSatisfying(
            Verified.Answer.class,
            answer -> {
              assertThat(answer.allowed()).isFalse();
              assertThat(answer.code()).isEqualTo(400);
              assertThat(answer.message()).isEqualTo("no");
              assertThat(answer.warnings()).containsExactly("w");
              assertThat(answer.auditAnnotations()).containsOnlyKeys("a.b-c");
              assertThat(answer.badKeys()).containsExactlyInAnyOrder("a/b", "-");
            });
  }

  @Test
  void whatIsNotAllowedIsDenied() {
    assertThat(verify("{\"uid\":\"u\"}"))
        .isInstanceOfSatisfying(
            Verified.Answer.class,
            answer -> {
              assertThat(answer.allowed()).isFalse();
              assertThat(answer.message()).isEqualTo("without explanation");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"uid\":\"other\",\"allowed\":true}",
        "{\"allowed\":true}",
        "{\"uid\":\"u\",\"allowed\":\"true\"}",
        "{\"uid\":\"u\",\"allowed\":true,\"patch\":\"W10=\"}",
        "{\"uid\":\"u\",\"allowed\":true,\"patchType\":\"JSONPatch\"}",
        "{\"uid\":\"u\",\"allowed\":true,\"warnings\":[1]}",
        "{\"uid\":\"u\",\"allowed\":true,\"auditAnnotations\":{\"a\":1}}"
      })
  void anAnswerThatBreaksARuleIsAFailedCall(String response) {
    assertThat(verify(response)).isInstanceOf(Verified.Failed.class);
  }

  @Test
  void anotherVersionOrStatusIsAFailedCall() {
    String old = HEAD.replace("/v1", "/v1beta1") + "{\"uid\":\"u\",\"allowed\":true}}";
    assertThat(ReviewVerification.verify("u", 200, old)).isInstanceOf(Verified.Failed.class);
    assertThat(ReviewVerification.verify("u", 500, HEAD + "{\"uid\":\"u\",\"allowed\":true}}"))
        .isInstanceOf(Verified.Failed.class);
    assertThat(ReviewVerification.verify("u", 200, "<html>")).isInstanceOf(Verified.Failed.class);
  }

  private static Verified verify(String response) {
    return ReviewVerification.verify("u", 200, HEAD + response + "}");
  }
}
