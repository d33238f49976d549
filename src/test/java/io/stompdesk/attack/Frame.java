package io.stompdesk.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A STOMP frame as it was received. */
record Frame(String command, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Frame parse(String text) {
        int end = text.indexOf("\n\n");
        List<String> head = text.substring(0, end).lines().toList();
        Map<String, String> headers = head.stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(h -> h[0], h -> unescape(h[1]), (a, _) -> a));
        return new Frame(head.getFirst(), headers, text.substring(end + 2).replace("\0", ""));
    }

    private static String unescape(String value) {
        return value.replace("\\c", ":")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\\\", "\\");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    boolean is(String expected) {
        return command.equals(expected);
    }

    /** A frame to send: a command, headers as {@code name:value}, and a body. */
    static String of(String command, String body, String... headers) {
        String head = Arrays.stream(headers).map(h -> h + "\n").collect(Collectors.joining());
        return command + "\n" + head + "\n" + body + "\0";
    }

    static String connect(String token) {
        return of("CONNECT", "", "accept-version:1.2", "host:desk", "heart-beat:0,0", "Authorization:Bearer " + token);
    }

    static String subscribe(String id, String destination, String... more) {
        return of("SUBSCRIBE", "", with(more, "id:" + id, "destination:" + destination));
    }

    static String send(String destination, String body, String... more) {
        return of("SEND", body, with(more, "destination:" + destination));
    }

    private static String[] with(String[] more, String... first) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
