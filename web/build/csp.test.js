import { describe, expect, it } from "vitest";
import { hash, injectedStyles, inlineScripts } from "./csp.js";

describe("injectedStyles", () => {
  it("finds the text behind a minified creation, with its constants put in", () => {
    const code =
      'const Pn="data-x";function f(e){let t=e.createElement(`style`);t.id=Pn;let n=En(e);n&&(t.nonce=n),t.textContent=`\n@layer { [${Pn}] { color: red } }\n  `.trim(),e.head.prepend(t)}';
    expect(injectedStyles("a.js", code)).toEqual(["@layer { [data-x] { color: red } }"]);
  });

  it("refuses a style that it cannot read", () => {
    expect(() => injectedStyles("a.js", "let t=d.createElement('style');t.textContent=css(theme)")).toThrow(/a\.js/);
    expect(() => injectedStyles("a.js", "let t=d.createElement('style');t.textContent=`a{color:${c}}`")).toThrow(/ c,/);
  });

  it("passes over React's own creation of styles from markup", () => {
    const code = "let r=d.createElement(`style`),U(r),np(r,`style`,i),V(r,n.precedence,e),t.instance=r;case`x`:";
    expect(injectedStyles("a.js", code)).toEqual([]);
  });
});

describe("inlineScripts", () => {
  it("takes the text of inline scripts only, untrimmed", () => {
    expect(inlineScripts('<script>\n  a()\n</script><script type="module" src="/b.js"></script>')).toEqual([
      "\n  a()\n",
    ]);
  });
});

describe("hash", () => {
  it("is the source expression of a policy", () => {
    expect(hash("alert(1)")).toBe("sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
  });
});
