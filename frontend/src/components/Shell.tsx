import { Anchor, Container, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import { AccountMenu } from "@/features/identity/AccountMenu";
import { LanguageMenu } from "./LanguageMenu";
import { LinkButton } from "./LinkButton";
import { SchemeSwitch } from "./SchemeSwitch";
import classes from "./Shell.module.css";

/** What surrounds every page: where one can go, who one is, and in which language and colours one reads. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data: who } = useQuery(sessionQuery);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("shell.skip")}
      </a>
      <header className={classes.header}>
        <Container size="lg" className={classes.bar}>
          <Link to="/" className={classes.brand}>
            <img src="/muster.svg" alt="" width={32} height={32} />
            <span>Muster</span>
          </Link>
          <nav className={classes.nav} aria-label={t("shell.navigation")}>
            {who && (
              <Link to="/home" className={classes.link}>
                {t("shell.home")}
              </Link>
            )}
            {who?.hat === "client" && (
              <Link to="/briefs" className={classes.link}>
                {t("shell.briefs")}
              </Link>
            )}
          </nav>
          <Group gap={4} wrap="nowrap">
            <LanguageMenu />
            <SchemeSwitch />
            {who ? (
              <AccountMenu who={who} />
            ) : (
              <LinkButton to="/sign-in" variant="subtle" px="sm">
                {t("shell.signIn")}
              </LinkButton>
            )}
          </Group>
        </Container>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Container size="lg">{children}</Container>
      </main>
      <footer className={classes.footer}>
        <Container size="lg">
          <Text size="sm" c="dimmed">
            {t("shell.footer")} <Anchor href="/api/docs/">{t("shell.api")}</Anchor>
          </Text>
        </Container>
      </footer>
    </div>
  );
}
