package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.AccountPatch;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@DeskTest
@Import({MutableClock.Configuration.class, LoginsEndedRecorder.class})
class LoginsTests {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration MONTH = Duration.ofDays(30);

    @Autowired
    Logins logins;

    @Autowired
    Authenticator authenticator;

    @Autowired
    AccessTokens accessTokens;

    @Autowired
    AccountChanges accountChanges;

    @Autowired
    AccountAdmin accountAdmin;

    @Autowired
    Accounts accounts;

    @Autowired
    Writer writer;

    @Autowired
    MutableClock clock;

    @Autowired
    LoginsEndedRecorder ended;

    Session session;
    RefreshToken first;

    @BeforeEach
    void somebodyLogsIn() {
        ended.clear();
        session = logins.begin(accountChanges.guest("Gwen", null), LoginKind.GUEST)
                .join();
        first = tokenOf(session);
    }

    @Test
    void eachUseGivesAnotherTokenOfTheSameLogin() {
        RefreshToken second = tokenOf(logins.refresh(first).join());
        RefreshToken third = tokenOf(logins.refresh(second).join());

        assertThat(Set.of(first.value(), second.value(), third.value())).hasSize(3);
        assertThat(List.of(second.handle(), third.handle())).containsOnly(first.handle());
    }

    @Test
    void aTabThatLostTheRaceIsGivenWhatTheWinnerGot() {
        Session won = logins.refresh(first).join();
        clock.advance(GRACE);
        Session lost = logins.refresh(first).join();

        assertThat(lost.account()).isEqualTo(session.account());
        assertThat(tokenOf(lost)).isEqualTo(tokenOf(won));
        assertThat(tokenOf(logins.refresh(tokenOf(won)).join())).isNotEqualTo(tokenOf(won));
    }

    @Test
    void tabsThatRaceAllStayLoggedIn() {
        List<Session> tabs = IntStream.range(0, 20).mapToObj(_ -> logins.refresh(first)).toList().stream()
                .map(future -> future.join())
                .toList();

        assertThat(tabs).extracting(LoginsTests::tokenOf).containsOnly(tokenOf(tabs.getFirst()));
    }

    private void thePersonHasAPassword() {
        Session guest = session;
        session =
                logins.begin(transaction -> guest.account(), LoginKind.PASSWORD).join();
        first = tokenOf(session);
    }

    /** The answer was lost, and a guest has no other way back. */
    @Test
    void aGuestGoesOnWithThePreviousTokenAsLongAsTheNewestWasNeverUsed() {
        RefreshToken lost = tokenOf(logins.refresh(first).join());
        clock.advance(Duration.ofDays(3));
        RefreshToken lostToo = tokenOf(logins.refresh(first).join());
        clock.advance(Duration.ofDays(20));
        RefreshToken second = tokenOf(logins.refresh(first).join());
        assertThat(Set.of(lost.value(), lostToo.value(), second.value())).hasSize(3);
        clock.advance(Duration.ofDays(20));
        RefreshToken third = tokenOf(logins.refresh(second).join());
        clock.advance(GRACE.plusMillis(1));

        assertThat(tokenOf(logins.refresh(third).join()).handle()).isEqualTo(first.handle());
        assertThat(ended.all()).isEmpty();
    }

    @Test
    void tabsThatRaceWithThePreviousTokenOfALostAnswerAllStay() {
        assertThat(tokenOf(logins.refresh(first).join())).isNotNull();
        clock.advance(Duration.ofDays(1));
        RefreshToken won = tokenOf(logins.refresh(first).join());
        clock.advance(GRACE);

        assertThat(tokenOf(logins.refresh(first).join())).isEqualTo(won);
        assertThat(tokenOf(logins.refresh(won).join())).isNotEqualTo(won);
    }

    @Test
    void aGuestsNewestTokenIsDeadOnceThePreviousOneWasUsedInstead() {
        RefreshToken second = tokenOf(logins.refresh(first).join());
        clock.advance(GRACE.plusMillis(1));
        RefreshToken instead = tokenOf(logins.refresh(first).join());

        assertUnauthenticated(second);
        assertUnauthenticated(instead);
        assertThat(ended.all())
                .containsExactly(new LoginsEnded(session.account().id(), Set.of(session.loginId())));
    }

    @Test
    void aGuestsPreviousTokenEndsTheLoginOnceTheNewestWasUsed() {
        RefreshToken second = tokenOf(logins.refresh(first).join());
        RefreshToken third = tokenOf(logins.refresh(second).join());
        clock.advance(GRACE.plusMillis(1));

        assertUnauthenticated(first);
        assertUnauthenticated(third);
    }

    @Test
    void anOldTokenAfterTheGraceEndsTheLogin() {
        thePersonHasAPassword();
        RefreshToken second = tokenOf(logins.refresh(first).join());
        String accessToken =
                accessTokens.issue(session.account().id(), session.loginId()).jwt();
        clock.advance(GRACE.plusMillis(1));

        assertUnauthenticated(first);
        assertUnauthenticated(second);
        assertThat(logins.live(Set.of(session.loginId()))).isEmpty();
        assertThatThrownBy(() -> authenticator.authenticate(accessToken)).isInstanceOf(Refusal.class);
        assertThat(ended.all())
                .containsExactly(new LoginsEnded(session.account().id(), Set.of(session.loginId())));
    }

    @Test
    void aTokenBeforeThePreviousOneEndsTheLoginEvenWithinTheGrace() {
        RefreshToken second = tokenOf(logins.refresh(first).join());
        RefreshToken third = tokenOf(logins.refresh(second).join());

        assertUnauthenticated(first);
        assertUnauthenticated(third);
    }

    @Test
    void aClockSetBackDoesNotMakeAnOldTokenGood() {
        thePersonHasAPassword();
        RefreshToken second = tokenOf(logins.refresh(first).join());
        clock.advance(Duration.ofDays(-1));

        assertUnauthenticated(first);
        assertUnauthenticated(second);
    }

    @Test
    void aLoginLastsThirtyDaysAfterItsLastUse() {
        clock.advance(MONTH.minusSeconds(1));
        RefreshToken second = tokenOf(logins.refresh(first).join());
        clock.advance(MONTH.minusSeconds(1));
        RefreshToken third = tokenOf(logins.refresh(second).join());
        clock.advance(MONTH);

        assertUnauthenticated(third);
    }

    @Test
    void aTokenOfNoLoginIsRefused() {
        assertUnauthenticated(new RefreshToken("A".repeat(22), first.secret(), first.seal()));
    }

    @Test
    void aTokenThatWasMadeUpEndsNothing() {
        thePersonHasAPassword();
        String madeUp = "A".repeat(43);
        for (RefreshToken token : List.of(
                new RefreshToken(first.handle(), madeUp, null),
                new RefreshToken(first.handle(), madeUp, madeUp),
                new RefreshToken(first.handle(), madeUp, first.seal()))) {
            assertUnauthenticated(token);
            logins.end(token).join();
        }

        assertThat(logins.live(Set.of(session.loginId()))).hasSize(1);
        assertThat(ended.all()).isEmpty();
        assertThat(logins.refresh(first).join().account()).isEqualTo(session.account());
    }

    @Test
    void anOutdatedTokenStillEndsItsLogin() {
        RefreshToken second = tokenOf(logins.refresh(first).join());
        RefreshToken third = tokenOf(logins.refresh(second).join());

        logins.end(first).join();

        assertUnauthenticated(third);
    }

    @Test
    void noAccessTokenSaysWhatTheCookieCallsTheLogin() {
        assertThat(session.loginId()).isNotEqualTo(first.handle());
    }

    @Test
    void aCookieOfAnOlderDeskGoesOn() {
        RefreshToken second = tokenOf(logins.refresh(new RefreshToken(first.handle(), first.secret(), null))
                .join());

        assertThat(second.seal()).isNotNull();
        assertThat(tokenOf(logins.refresh(second).join())).isNotEqualTo(second);
    }

    @Test
    void theStoreHoldsNoTokenThatCouldBeUsed() {
        List<String> stored = writer.submit(transaction -> transaction
                        .store()
                        .sql("SELECT token_hash FROM login")
                        .query((row, _) -> row.getString(1))
                        .list())
                .join();

        assertThat(stored).isNotEmpty().doesNotContain(first.secret(), first.value());
    }

    @Test
    void aDisabledAccountIsLoggedOutEverywhere() {
        String accessToken =
                accessTokens.issue(session.account().id(), session.loginId()).jwt();
        assertThat(authenticator.authenticate(accessToken).account()).isEqualTo(session.account());

        Account admin = accounts.findByUsername("admin").orElseThrow();
        accountAdmin
                .change(
                        admin,
                        new ClientAddress("127.0.0.1"),
                        session.account().id(),
                        new AccountPatch(true, null, null))
                .join();

        assertUnauthenticated(first);
        assertThatThrownBy(() -> authenticator.authenticate(accessToken)).isInstanceOf(Refusal.class);
        assertThat(ended.all())
                .containsExactly(new LoginsEnded(session.account().id(), null));
        assertThat(accounts.find(session.account().id()))
                .get()
                .extracting(Account::disabled)
                .isEqualTo(true);
    }

    @Test
    void aReturningGuestMayGiveAnotherName() {
        Session again = logins.refreshGuest(first, "Gwendolyn").join().orElseThrow();

        assertThat(again.account().id()).isEqualTo(session.account().id());
        assertThat(again.account().name()).isEqualTo("Gwendolyn");
        assertThat(accounts.find(again.account().id())).contains(again.account());
    }

    @Test
    void aNameThatIsRefusedLeavesTheGuestAsTheyWere() {
        assertThatThrownBy(() -> logins.refreshGuest(first, "Admin").join()).isInstanceOf(CompletionException.class);

        assertThat(accounts.find(session.account().id()).orElseThrow().name()).isEqualTo("Gwen");
        assertThat(logins.refresh(first).join().account().id())
                .isEqualTo(session.account().id());
    }

    @Test
    void aPersonWithAPasswordIsNoReturningGuest() {
        Session known = logins.begin(transaction -> session.account(), LoginKind.PASSWORD)
                .join();

        assertThat(logins.refreshGuest(tokenOf(known), "Gwen").join()).isEmpty();
        assertThat(logins.refresh(tokenOf(known)).join().account().role()).isEqualTo(Role.CUSTOMER);
    }

    @Test
    void loginsThatWereOverForADayAreForgotten() {
        clock.advance(MONTH.plusDays(2));
        logins.deleteExpired();

        boolean kept = writer.submit(transaction -> LoginTable.findByHandle(transaction.store(), first.handle())
                        .isPresent())
                .join();
        assertThat(kept).isFalse();
    }

    private static RefreshToken tokenOf(Session session) {
        RefreshToken token = session.refreshToken();
        assertThat(token).isNotNull();
        return token;
    }

    private void assertUnauthenticated(RefreshToken token) {
        assertThatThrownBy(() -> logins.refresh(token).join())
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }
}
