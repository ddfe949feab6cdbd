import { Group, Paper, SegmentedControl, Stack, Switch, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowsDiff, IconAward } from "@tabler/icons-react";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BidView } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import classes from "./bids.module.css";
import { groupsOf, type Row, type RowGroup } from "./rows";

interface Props {
  bids: BidView[];
  /** What can be done with a bid, under its name, which counts it. */
  act: (bid: BidView, number: number) => ReactNode;
}

/** Bids side by side, the best first. Where the page is narrow, one at a time, each line with how it stands to the others. */
export function Comparison({ bids, act }: Props) {
  const { t } = useTranslation(["bids", "common"]);
  const { locale } = useLocale();
  const isWide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const [isShort, setShort] = useState(false);
  const groups = groupsOf(bids, t, locale)
    .map((group) => ({ ...group, rows: group.rows.filter(({ differs }) => differs || !isShort) }))
    .filter(({ rows }) => rows.length > 0);
  const names = bids.map((_, place) => t("compare.bid", { number: place + 1 }));
  return (
    <Stack>
      {bids.length > 1 && (
        <Switch
          label={t("compare.onlyDifferences")}
          checked={isShort}
          onChange={(event) => setShort(event.currentTarget.checked)}
        />
      )}
      {isWide ? (
        <SideBySide bids={bids} names={names} groups={groups} act={act} />
      ) : (
        <OneByOne bids={bids} names={names} groups={groups} act={act} />
      )}
    </Stack>
  );
}

interface LaidOut extends Props {
  names: string[];
  groups: RowGroup[];
}

function SideBySide({ bids, names, groups, act }: LaidOut) {
  const { t } = useTranslation("bids");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={classes.scroll} aria-label={t("compare.title")} tabIndex={0}>
      <table className={classes.table}>
        <caption className={classes.unseen}>{t("compare.title")}</caption>
        <thead>
          <tr>
            <td />
            {bids.map((bid, place) => (
              <th key={bid.id} scope="col">
                <Stack gap="xs" align="flex-start">
                  <Text fw={650}>{names[place]}</Text>
                  {act(bid, place + 1)}
                  <Mark bid={bid} isFirst={place === 0} />
                </Stack>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, title, rows }) => (
            <Fragment key={key}>
              <tr className={classes.group}>
                <th scope="colgroup" colSpan={bids.length + 1}>
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row" className={row.differs ? classes.differs : undefined}>
                    <Label row={row} />
                  </th>
                  {row.cells.map((cell, place) => (
                    <td key={bids[place]?.id}>{cell}</td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OneByOne({ bids, names, groups, act }: LaidOut) {
  const { t } = useTranslation("bids");
  const [chosen, setChosen] = useState("0");
  const place = Number(chosen);
  const bid = bids[place];
  return (
    <Stack>
      {bids.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={t("compare.choose")}
          value={chosen}
          onChange={setChosen}
          data={bids.map((_, each) => ({ value: String(each), label: names[each] ?? "" }))}
        />
      )}
      {bid && (
        <Group gap="sm">
          <Mark bid={bid} isFirst={place === 0} />
          {act(bid, place + 1)}
        </Group>
      )}
      {groups.map(({ key, title, rows }) => (
        <Stack key={key} gap="xs">
          <Title order={3} size="h5">
            {title}
          </Title>
          <Paper withBorder>
            <dl className={classes.facts}>
              {rows.map((row) => (
                <div key={row.key} className={row.differs ? classes.differs : undefined}>
                  <dt>
                    <Label row={row} />
                  </dt>
                  <dd>{row.cells[place]}</dd>
                </div>
              ))}
            </dl>
          </Paper>
        </Stack>
      ))}
    </Stack>
  );
}

function Label({ row }: { row: Row }) {
  const { t } = useTranslation("bids");
  return (
    <>
      <div>{row.label}</div>
      {row.differs && (
        <span className={classes.sign}>
          <IconArrowsDiff size={14} aria-hidden />
          {t("compare.differs")}
        </span>
      )}
    </>
  );
}

function Mark({ bid, isFirst }: { bid: BidView; isFirst: boolean }) {
  const { t } = useTranslation("bids");
  if (bid.state === "awarded") {
    return <StatusBadge icon={IconAward} color="muster" label={t("states.awarded")} />;
  }
  return isFirst ? (
    <Text size="sm" fw={400}>
      {t("compare.first")}
    </Text>
  ) : null;
}
