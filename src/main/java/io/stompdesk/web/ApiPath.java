package io.stompdesk.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are REST calls. */
public final class ApiPath {

    private ApiPath() {}

    /** By the decoded path, as the mapping of handlers sees it: {@code /%61pi} is the same call. */
    public static boolean isOf(HttpServletRequest request) {
        String decoded = request.getServletPath();
        return decoded.equals("/api") || decoded.startsWith("/api/");
    }
}
