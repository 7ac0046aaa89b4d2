/** Tags as a set that several devices change: what is added here and taken off there both hold. */

export interface TagChange {
  tags_add?: string[];
  tags_remove?: string[];
}

/** What makes `after` of `before`; nothing where they hold the same. */
export function tagChange(before: readonly string[], after: readonly string[]): TagChange {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return asChange(added, removed);
}

/** `tags` after a change: what is added comes last. */
export function withTags(tags: readonly string[], { tags_add = [], tags_remove = [] }: TagChange): string[] {
  return [...new Set([...tags.filter((tag) => !tags_remove.includes(tag)), ...tags_add])];
}

/** Two changes as one. */
export function bothTagChanges(first: TagChange, next: TagChange): TagChange {
  const added = withTags(first.tags_add ?? [], next);
  const removed = [...(first.tags_remove ?? []), ...(next.tags_remove ?? [])];
  return asChange(
    added,
    [...new Set(removed)].filter((tag) => !added.includes(tag)),
  );
}

function asChange(added: string[], removed: string[]): TagChange {
  return {
    ...(added.length > 0 ? { tags_add: added } : {}),
    ...(removed.length > 0 ? { tags_remove: removed } : {}),
  };
}
