package io.stompdesk.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** Writes a problem document where Tomcat would write a page of its own: for a URL that it cannot decode. */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);
    private static final int FIRST_ERROR = 400;

    private final SecurityHeaders headers;
    private final Problems problems;

    ProblemReportValve(SecurityHeaders headers, Problems problems) {
        this.headers = headers;
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        HttpHeaders uncached = new HttpHeaders();
        uncached.setCacheControl("no-store");
        try {
            headers.write(request, response);
            problems.write(response, FallbackErrorController.code(code), code, uncached);
        } catch (IOException gone) {
            log.debug("A client left before it had its answer", gone);
        }
    }
}
