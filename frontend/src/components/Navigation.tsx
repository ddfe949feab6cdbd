import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { NAVIGATION } from "@/app/navigation";
import classes from "./Navigation.module.css";

/** Where a hat can go. */
export function Navigation({ hat, onGo }: { hat: Hat; onGo?: () => void }) {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav aria-label={t("shell.navigation")}>
      <ul className={classes.list}>
        {NAVIGATION[hat].map(({ to, icon: Sign, word, also, exact }) => (
          <li key={word}>
            <Link
              to={to}
              className={classes.link}
              onClick={onGo}
              activeOptions={{ exact, includeSearch: false }}
              aria-current={also?.some((begin) => path.startsWith(begin)) ? "page" : undefined}
            >
              <Sign size={20} stroke={1.7} aria-hidden />
              {t(`navigation.${word}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
