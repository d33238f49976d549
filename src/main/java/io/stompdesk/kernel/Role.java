package io.stompdesk.kernel;

/** The role of an account. {@link #AGENT} and {@link #ADMIN} are staff. */
public enum Role {
    CUSTOMER,
    AGENT,
    ADMIN;

    public boolean isStaff() {
        return this != CUSTOMER;
    }
}
