import { NativeSelect } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PageOf } from "@/api/paging";
import { PagedList } from "@/components/PagedList";

interface Props<Choice extends string, Item> {
  /** What is chosen, such as a state. */
  label: string;
  choices: readonly Choice[];
  name: (choice: Choice) => string;
  chosen: Choice;
  choose: (choice: Choice) => void;
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Item>>, unknown>;
  /** What stands there when there is nothing: an `EmptyState` with the next step. */
  empty: ReactNode;
  /** The card of one thing, with its key. */
  children: (item: Item) => ReactNode;
}

/** A list of cards, and above it the choice of what it shows. */
export function ChosenList<Choice extends string, Item>(props: Props<Choice, Item>) {
  const { label, choices, name, chosen, choose, query, empty, children } = props;
  return (
    <>
      <NativeSelect
        maw={260}
        label={label}
        value={chosen}
        data={choices.map((value) => ({ value, label: name(value) }))}
        onChange={({ currentTarget: { value } }) => choose(choices.find((each) => each === value) ?? chosen)}
      />
      <PagedList query={query} empty={empty}>
        {(all) => all.map((item) => children(item))}
      </PagedList>
    </>
  );
}
