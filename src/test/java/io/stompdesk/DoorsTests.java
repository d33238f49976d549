package io.stompdesk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stompdesk.stream.EventData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;

/** Allows only one way to do certain things, such as opening a database connection. */
@AnalyzeClasses(packagesOf = StompdeskApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class DoorsTests {

    /** All other modules read through a pool that cannot write, or write in a Transaction. */
    @ArchTest
    static final ArchRule onlyTheStreamOpensConnections = noClasses()
            .that()
            .resideOutsideOfPackage("..stream..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Connection.class, Statement.class, PreparedStatement.class, DataSource.class);

    @ArchTest
    static final ArchRule onlyTheWriterOpensTheWritingConnection = noClasses()
            .that()
            .haveNameNotMatching(".*\\.stream\\.(WriteSession|\\w*Store)")
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("openForWriting")));

    @ArchTest
    static final ArchRule onlyTheBroadcasterSendsToTheBroker = noClasses()
            .that()
            .haveNameNotMatching(".*\\.subscription\\.Broadcaster")
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("send"))
                    .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                    assignableTo(MessageChannel.class)))));

    @ArchTest
    static final ArchRule nobodySendsThroughTheTemplate = noClasses()
            .that()
            .haveNameNotMatching(".*\\.command\\.(CommandMethodMessageHandler|StompConfiguration)")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SimpMessageSendingOperations.class);

    @ArchTest
    static final ArchRule stompControllersDoNotKnowTheDatabase = noClasses()
            .that()
            .areAnnotatedWith(Controller.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcClient.class);

    @ArchTest
    static final ArchRule eventsAreRecordsThatKnowNeitherStompNorSql = classes()
            .that()
            .areAssignableTo(EventData.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords()
            .andShould()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.stompdesk.kernel",
                    "io.stompdesk.stream",
                    "io.stompdesk.ticket",
                    "io.stompdesk.chat"));

    @ArchTest
    static final ArchRule theStreamsDoNotKnowStomp = noClasses()
            .that()
            .resideInAnyPackage("..kernel..", "..stream..", "..account..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.messaging..", "org.springframework.web.socket..");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule transactionsAreTheWriters = noClasses()
            .should()
            .beAnnotatedWith(Transactional.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SubscribeMapping.class);

    /** A wrong value in a settings record stops the start with a sentence that names the setting. */
    @ArchTest
    static final ArchRule settingsAreRecords =
            noClasses().should().dependOnClassesThat().areAssignableTo(Value.class);
}
