/** What a text tries to become, where somebody takes it for markup or for an address. `alarm` is called where one succeeds. */
const CORES: readonly string[] = [
  "<script>alarm()</script>",
  "<script src=//x.example/a.js></script>",
  "<img src=x onerror=alarm()>",
  "<img/src=x/onerror=alarm()>",
  "<svg onload=alarm()>",
  "<svg><script>alarm()</script></svg>",
  "<svg><animate onbegin=alarm() attributeName=x dur=1s>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alarm()>",
  "<body onload=alarm()>",
  "<iframe srcdoc='<script>parent.alarm()</script>'></iframe>",
  "<iframe src=javascript:parent.alarm()></iframe>",
  "<object data=javascript:alarm()></object>",
  "<embed src=javascript:alarm()>",
  "<a href=javascript:alarm()>x</a>",
  "<form action=javascript:alarm()><button>x</button></form>",
  "<input autofocus onfocus=alarm()>",
  "<details open ontoggle=alarm()>",
  "<video><source onerror=alarm()></video>",
  "<audio src=x onerror=alarm()>",
  "<marquee onstart=alarm()>",
  "<meta http-equiv=refresh content='0;url=javascript:alarm()'>",
  "<base href=//x.example/>",
  "<link rel=stylesheet href=//x.example/a.css>",
  "<style>@import '//x.example/a.css';</style>",
  "<template><img src=x onerror=alarm()></template>",
  "<noscript><p title='</noscript><img src=x onerror=alarm()>'>",
  "<textarea></textarea><img src=x onerror=alarm()>",
  "<title></title><img src=x onerror=alarm()>",
  "<xmp></xmp><img src=x onerror=alarm()>",
  "<select><style></select><img src=x onerror=alarm()></style>",
  "javascript:alarm()",
  "JaVaScRiPt:alarm()",
  "java\tscript:alarm()",
  "\u0001javascript:alarm()",
  "data:text/html,<script>parent.alarm()</script>",
  "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuYWxhcm0oKTwvc2NyaXB0Pg==",
  "vbscript:alarm()",
  "//x.example/%0d%0aSet-Cookie:a=b",
  "{{constructor.constructor('alarm()')()}}",
  "\u0024{alarm()}",
  "`\u0024{alarm()}`",
  "<%= alarm() %>",
  "#{alarm()}",
  "&lt;img src=x onerror=alarm()&gt;",
  "&#60;script&#62;alarm()&#60;/script&#62;",
  "\u202e<img src=x onerror=alarm()>\u2066",
  "<img src=x onerror=alarm()//",
  "=cmd|'/c alarm'!A0",
  "__proto__",
  "constructor",
];

/** Where a text may stand when it is taken for markup: alone, behind an attribute, a comment, an end of script. */
const AROUND: readonly ((core: string) => string)[] = [
  (core) => core,
  (core) => `">${core}`,
  (core) => `'--></title></style></script>${core}`,
  (core) => `x' onmouseover='alarm()' autofocus onfocus='alarm()' y='${core}`,
];

/** Two hundred texts that must stay texts. */
export const HOSTILE_TEXTS: readonly string[] = AROUND.flatMap((put) => CORES.map((core) => put(core)));

/** The next one at each call, from the first again after the last. */
export function hostileTexts(): () => string {
  let next = 0;
  return () => HOSTILE_TEXTS[next++ % HOSTILE_TEXTS.length] ?? "";
}
