import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnBidView } from "@/api/generated";
import { Moment } from "@/components/Moment";
import classes from "./bids.module.css";

/** That a bid waits for the member, and until when; nothing where it does not. */
export function OwnTurn({ bid: { answer, respond_by } }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  return (
    respond_by && (
      <div className={classes.line}>
        <Text size="sm" fw={600}>
          {t(answer === "pending" ? "mine.toAnswer" : "mine.yourTurn")}
        </Text>
        <Text size="sm">
          {t("mine.until")} <Moment at={respond_by} relative />
        </Text>
      </div>
    )
  );
}
