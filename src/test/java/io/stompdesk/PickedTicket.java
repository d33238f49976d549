package io.stompdesk;

/** A customer and an agent who has picked the customer's ticket, so that both may chat. */
public record PickedTicket(TestClient customer, TestClient agent, String id) implements AutoCloseable {

    public static PickedTicket at(int port) {
        TestClient customer = TestClient.connect(TestLogin.guest(port));
        TestClient agent = TestClient.connect(TestLogin.agent(port));
        agent.goOnline();
        String ticket = customer.openTicket();
        agent.ticket(ticket, "pick");
        return new PickedTicket(customer, agent, ticket);
    }

    @Override
    public void close() {
        agent.close();
        customer.close();
    }
}
