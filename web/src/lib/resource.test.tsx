import { act, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Resource, useFreshResource, useResource } from "./resource";

/** A question that is answered by hand. */
function asked<T>() {
  const questions: { answer: (value: T) => void; fail: (error: unknown) => void }[] = [];
  const load = () => new Promise<T>((answer, fail) => questions.push({ answer, fail }));
  return { questions, resource: new Resource(load) };
}

function Shows({ resource, version }: { resource: Resource<string>; version: number }) {
  const { data, error } = useResource(resource, version);
  return <p>{`${data ?? "nothing"}${error === undefined ? "" : ", failed"}`}</p>;
}

describe("useResource", () => {
  it("asks once, and again for a new version, showing the old answer meanwhile", async () => {
    const { questions, resource } = asked<string>();
    const { rerender } = render(<Shows resource={resource} version={1} />);
    await act(async () => questions[0]?.answer("one"));
    rerender(<Shows resource={resource} version={1} />);
    expect(questions).toHaveLength(1);
    rerender(<Shows resource={resource} version={2} />);
    expect(screen.getByText("one")).toBeVisible();
    await act(async () => questions[1]?.answer("two"));
    expect(screen.getByText("two")).toBeVisible();
  });

  it("drops an answer that comes after a newer question", async () => {
    const { questions, resource } = asked<string>();
    const { rerender } = render(<Shows resource={resource} version={1} />);
    rerender(<Shows resource={resource} version={2} />);
    await act(async () => questions[1]?.answer("two"));
    await act(async () => questions[0]?.answer("one"));
    expect(screen.getByText("two")).toBeVisible();
  });

  it("asks again for whoever comes after a failure", async () => {
    const { questions, resource } = asked<string>();
    const { unmount } = render(<Shows resource={resource} version={1} />);
    await act(async () => questions[0]?.fail(new Error("away")));
    unmount();
    render(<Shows resource={resource} version={1} />);
    await act(async () => questions[1]?.answer("one"));
    expect(screen.getByText("one")).toBeVisible();
  });

  it("keeps what it has when a later question fails", async () => {
    const { questions, resource } = asked<string>();
    const { rerender } = render(<Shows resource={resource} version={1} />);
    await act(async () => questions[0]?.answer("one"));
    rerender(<Shows resource={resource} version={2} />);
    await act(async () => questions[1]?.fail(new Error("away")));
    expect(screen.getByText("one, failed")).toBeVisible();
  });
});

function Fresh({ resource }: { resource: Resource<string> }) {
  return <p>{useFreshResource(resource).data ?? "nothing"}</p>;
}

describe("useFreshResource", () => {
  it("asks each time it comes onto the page, showing the old answer meanwhile", async () => {
    const { questions, resource } = asked<string>();
    const { rerender, unmount } = render(<Fresh resource={resource} />);
    await act(async () => questions[0]?.answer("one"));
    rerender(<Fresh resource={resource} />);
    expect(questions).toHaveLength(1);
    unmount();
    render(<Fresh resource={resource} />);
    expect(screen.getByText("one")).toBeVisible();
    await act(async () => questions[1]?.answer("two"));
    expect(screen.getByText("two")).toBeVisible();
  });
});
