package io.stompdesk.kernel;

/** What an account is to the desk. {@link #AGENT} and {@link #ADMIN} are staff. */
public enum Role {
    CUSTOMER,
    AGENT,
    ADMIN;

    public boolean isStaff() {
        return this != CUSTOMER;
    }
}
