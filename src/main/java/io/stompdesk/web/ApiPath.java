package io.stompdesk.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are REST calls. */
public final class ApiPath {

    private ApiPath() {}

    public static boolean isOf(HttpServletRequest request) {
        return isBelow("/api", request);
    }

    /** Whether the call is one of those that log somebody in or out. */
    public static boolean isOfSession(HttpServletRequest request) {
        return isBelow("/api/session", request);
    }

    /** By the decoded path, as the mapping of handlers sees it: {@code /%61pi} is the same call. */
    private static boolean isBelow(String folder, HttpServletRequest request) {
        String decoded = request.getServletPath();
        return decoded.equals(folder) || decoded.startsWith(folder + "/");
    }
}
