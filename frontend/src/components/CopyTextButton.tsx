import { Button, type ButtonProps, CopyButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props extends Pick<ButtonProps, "size"> {
  /** What is copied. */
  text: string;
}

/** Copies a text, and says so for a moment. */
export function CopyTextButton({ text, ...look }: Props) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" {...look} onClick={copy}>
          {t(copied ? "ui.copied" : "ui.copy")}
        </Button>
      )}
    </CopyButton>
  );
}
