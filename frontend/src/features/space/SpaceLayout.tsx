import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Space } from "@/api/generated";
import { Loaded } from "@/components/Loaded";
import { NotYours } from "@/components/NotYours";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import classes from "./space.module.css";
import { mySpaces, usePlaceName } from "./useSpace";

/** The pages of a space, the daily ones first. */
const PAGES = [
  { to: "/spaces/$space", word: "overview" },
  { to: "/spaces/$space/report", word: "report" },
  { to: "/spaces/$space/statements", word: "statements" },
  { to: "/spaces/$space/payouts", word: "payouts" },
  { to: "/spaces/$space/members", word: "members" },
  { to: "/spaces/$space/terms", word: "terms" },
  { to: "/spaces/$space/connections", word: "connections" },
  { to: "/spaces/$space/shared-lines", word: "sharedLines" },
] as const;

/** What the pages of a space have in common: which space it is, and the way from one to the other. */
export function SpaceLayout({ space: id }: { space: string }) {
  const { t } = useTranslation("space");
  const spaces = useQuery({ ...mySpaces, staleTime: 300_000 });
  const space = spaces.data?.items.find((each) => each.id === id);
  if (space) {
    return (
      <>
        <SpaceHead space={space} />
        <Outlet />
      </>
    );
  }
  return (
    <PageStack>
      {!spaces.isPending && <PageHeader title={t("heading")} />}
      <Loaded query={spaces}>{() => <NotYours code="not-found" />}</Loaded>
    </PageStack>
  );
}

function SpaceHead({ space }: { space: Space }) {
  const { t } = useTranslation("space");
  const place = usePlaceName(space.place);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const row = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which page is open depends on the path
  useEffect(() => {
    const show = () => {
      const open = row.current?.querySelector<HTMLElement>("[aria-current]");
      if (row.current && open) {
        row.current.scrollLeft = open.offsetLeft - (row.current.clientWidth - open.offsetWidth) / 2;
      }
    };
    show();
    // A phone that is turned has less room or more.
    window.addEventListener("resize", show);
    return () => window.removeEventListener("resize", show);
  }, [path]);
  return (
    <div className={classes.head}>
      <Text fw={650}>
        {space.name}
        {place && (
          <Text span c="dimmed" fw={400}>
            {` · ${place}`}
          </Text>
        )}
      </Text>
      <nav aria-label={t("pages.label", { space: space.name })}>
        <ul ref={row} className={classes.pages}>
          {PAGES.map(({ to, word }) => (
            <li key={word}>
              <Link
                to={to}
                params={{ space: space.id }}
                className={classes.page}
                activeOptions={{ exact: word === "overview", includeSearch: false }}
              >
                {t(`pages.${word}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
