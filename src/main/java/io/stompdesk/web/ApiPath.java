package io.stompdesk.web;

import jakarta.servlet.http.HttpServletRequest;

/** Recognizes REST calls by their path. */
public final class ApiPath {

    private ApiPath() {}

    public static boolean isOf(HttpServletRequest request) {
        return isBelow("/api", request);
    }

    /** Whether the call belongs to {@code /api/session}, which logs people in and out. */
    public static boolean isOfSession(HttpServletRequest request) {
        return isBelow("/api/session", request);
    }

    /** Whether the request is a call that a token may stand behind: of the REST API or of the actuator. */
    public static boolean isOfCalls(HttpServletRequest request) {
        return isOf(request) || isBelow("/actuator", request);
    }

    /** Uses the decoded path, as the handler mapping does: {@code /%61pi} is the same call. */
    private static boolean isBelow(String folder, HttpServletRequest request) {
        String decoded = request.getServletPath();
        return decoded.equals(folder) || decoded.startsWith(folder + "/");
    }
}
