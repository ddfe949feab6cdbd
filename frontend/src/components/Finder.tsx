import { Text, TextInput, type TextInputProps } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import classes from "./Finder.module.css";

interface Found {
  id: string;
  name: string;
  /** Why it was found, where the name does not tell. */
  hint?: string;
}

interface Props<Option extends Found> extends Omit<TextInputProps, "value" | "onChange"> {
  typed: string;
  onType: (typed: string) => void;
  options: Option[];
  onPick: (option: Option) => void;
  /** What is said where nothing was found; nothing while it is looked for. */
  nothing?: string;
}

/** Something to find as one types: arrows and Enter choose, or a press. */
export function Finder<Option extends Found>({ typed, onType, options, onPick, nothing, ...field }: Props<Option>) {
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState(0);
  const isShown = isOpen && options.length > 0;
  const marked = isShown ? Math.min(place, options.length - 1) : -1;
  const markedId = isShown ? `${list}-${marked}` : undefined;
  useEffect(() => {
    if (markedId) {
      document.getElementById(markedId)?.scrollIntoView({ block: "nearest" });
    }
  }, [markedId]);
  const pick = (option: Option | undefined) => {
    if (option) {
      setOpen(false);
      onPick(option);
    }
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      setPlace(isShown ? (marked + step + options.length) % options.length : 0);
    } else if (event.key === "Enter" && isShown) {
      event.preventDefault();
      pick(options[marked]);
    } else if (event.key === "Escape" && isShown) {
      // It closes the list, and not the dialog that it may stand in.
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className={classes.box}>
      <TextInput
        {...field}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? list : undefined}
        aria-activedescendant={markedId}
        autoComplete="off"
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          onType(value);
          setOpen(true);
          setPlace(0);
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      {isShown && (
        <div role="listbox" id={list} aria-label={String(field.label)} className={classes.list}>
          {options.map((option, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
            <div
              key={option.id}
              role="option"
              id={`${list}-${at}`}
              tabIndex={-1}
              aria-selected={at === marked}
              aria-label={option.hint && `${option.name}, ${option.hint}`}
              className={classes.option}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              {option.name}
              {option.hint && (
                <Text size="xs" c="dimmed">
                  {option.hint}
                </Text>
              )}
            </div>
          ))}
        </div>
      )}
      <div role="status">{isOpen && options.length === 0 && nothing && <p className={classes.list}>{nothing}</p>}</div>
    </div>
  );
}
