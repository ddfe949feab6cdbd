import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, FormHTMLAttributes, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FormSummary, type FormTrouble } from "./FormSummary";
import { UnsavedGuard } from "./UnsavedGuard";

/** What `useApiForm` hands out for a form as a whole. */
interface Form {
  trouble: FormTrouble | null;
  sending: boolean;
  unsaved: boolean;
  submit: (event: FormEvent<HTMLFormElement>) => void;
}

interface Props extends Form, Pick<FormHTMLAttributes<HTMLFormElement>, "id" | "aria-label"> {
  /** The verb of the act, on the button that sends it. */
  verb: string;
  /** For what cannot be taken back. */
  color?: string;
  /** What is done where it is not sent; without it there is nothing to cancel. */
  onLeft?: () => void;
  /** In a dialog the buttons end the line, and the one that sends is the last. */
  inDialog?: boolean;
  /** Whether all of it is a password, a code or a choice, so that leaving it asks nothing. */
  isBrief?: boolean;
  /** How wide it gets at most, in pixels. */
  maw?: number;
  /** What it is about, above what is wrong with it. */
  lead?: ReactNode;
  /** Stands beside the buttons. */
  aside?: ReactNode;
  /** Its fields. */
  children: ReactNode;
}

/**
 * The frame of a form of `useApiForm`: what is wrong with it, its fields, and the buttons that send or leave it. Whoever goes
 * elsewhere with something typed and not sent is asked first.
 */
export function ApiForm(props: Props) {
  const { trouble, sending, submit, verb, color, onLeft, inDialog = false, isBrief = false, maw } = props;
  const { unsaved, lead, aside, children, id, "aria-label": label } = props;
  const { t } = useTranslation();
  const leave = onLeft && (
    <Button variant="default" onClick={onLeft}>
      {t("ui.cancel")}
    </Button>
  );
  return (
    <form id={id} aria-label={label} onSubmit={submit} noValidate>
      <Stack maw={maw}>
        {lead}
        <FormSummary trouble={trouble} />
        {children}
        <Group justify={inDialog ? "flex-end" : undefined}>
          {inDialog && leave}
          <Button type="submit" color={color} loading={sending}>
            {verb}
          </Button>
          {!inDialog && leave}
          {aside}
        </Group>
      </Stack>
      <UnsavedGuard unsaved={unsaved && !isBrief} />
    </form>
  );
}
