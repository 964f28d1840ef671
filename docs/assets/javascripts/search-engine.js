// Finds and ranks. Knows Korean, and nothing of pages, dialogs or addresses: it gets
// the index that macros/search makes, and a question, and says what answers it.
//
// The index knows words as they stand in the text, endings and all ("파드를", "느려집니다"),
// written in the keys that type them ("vkemfmf"). What belongs together is decided here,
// for the words of the question only: a word of the text matches if what it has beyond a
// stem of the question is a particle or an ending. So there is one description of Korean.
(() => {
  "use strict";

  // ── letters ────────────────────────────────────────────────────────────────

  const INITIALS = "r R s e E f a q Q t T d w W c z x v g".split(" ");
  const VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
  const FINALS = ["", ..."r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ")];
  const JAMO = [..."ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
  const JAMO_KEYS = "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g".split(" ");
  const HANGUL = /^[가-힣]/;
  const VOWEL_KEY = /^[koiOjpPhynbml]/;
  const SYLLABLE =
    /([rRseEfaqQtTdwWczxvg])(hk|ho|hl|nj|np|nl|ml|[koiOjpuPhynbml])(?:(rt|sw|sg|fr|fa|fq|ft|fx|fv|fg|qt|[rRsefaqtTdwczxvg])(?![koiOjpuPhynbml]))?/y;
  const WORD = /[가-힣]+|v?[0-9]+(?:\.[0-9]+)+|[A-Za-z][A-Za-z0-9]*|[0-9]{3,}/g;

  // The keys that were pressed for a text; what is not Hangul stays.
  function typed(text) {
    let found = "";
    for (const letter of text) {
      const number = letter.charCodeAt(0) - 0xac00;
      if (number >= 0 && number < 11172)
        found +=
          INITIALS[Math.floor(number / 588)] + VOWELS[Math.floor(number / 28) % 21] + FINALS[number % 28];
      else if (JAMO.includes(letter)) found += JAMO_KEYS[JAMO.indexOf(letter)];
      else if (letter >= "ㅏ" && letter <= "ㅣ") found += VOWELS[letter.charCodeAt(0) - 0x314f];
      else found += letter;
    }
    return found;
  }

  // Keys as the index has them: vowels that verbs contract are taken apart.
  const apart = (keys) => keys.replace(/u/g, "lj").replace(/ho/g, "hlj");
  const keysOf = (hangul) => apart(typed(hangul));

  // The Hangul that keys type, or "" if they type something else.
  function hangul(keys) {
    const known = keys.replace(/[A-Z]/g, (key) => ("REQTWOP".includes(key) ? key : key.toLowerCase()));
    let found = "";
    SYLLABLE.lastIndex = 0;
    while (SYLLABLE.lastIndex < known.length) {
      const match = SYLLABLE.exec(known);
      if (!match) return "";
      const [, initial, vowel, final = ""] = match;
      const number =
        (INITIALS.indexOf(initial) * 21 + VOWELS.indexOf(vowel)) * 28 + FINALS.indexOf(final);
      found += String.fromCharCode(0xac00 + number);
    }
    return found;
  }

  const formOf = (word) => (HANGUL.test(word) ? `.${keysOf(word)}` : word.toLowerCase());
  // A form of the index as people write it.
  const shown = (form) =>
    form[0] === "." ? hangul(form.slice(1).replace(/hlj/g, "ho").replace(/lj/g, "u")) : form;

  // ── endings ────────────────────────────────────────────────────────────────

  const either = (list) => `(?:${list.trim().split(/\s+/).map(keysOf).join("|")})`;
  const PARTICLE = either(`
    은 는 이 가 을 를 의 에 에서 에게 께 한테 로 으로 와 과 랑 이랑 하고 도 만 부터 까지 마다 처럼 보다
    조차 마저 밖에 이나 나 이라도 라도 이란 란 이라는 라는 이라고 라고 이라 라 이든 든 든지 대로 뿐 들 별 간 용
    서 써 이며 며 이고 인지 인가 인가요 인데 한테서 으로서 로서 으로써 로써 끼리 당 씩 말고`);
  const FINAL = either(`
    ㄴ ㄹ ㅁ ㅂ니다 ㅂ니까 습니다 습니까 는 은 을 다 ㄴ다 는다 고 며 면 으면 으며 니 으니 니까 으니까 지 게 기
    음 자 나 나요 는지 은지 ㄴ지 ㄹ지 을지 ㄴ가 는가 은가 ㄴ가요 는가요 은가요 ㄹ까 을까 ㄹ까요 을까요 도록 려고
    으려고 려면 으려면 러 으러 던 든지 거나 다가 ㄴ데 는데 은데 네 네요 군요 세요 으세요 지만 지요 죠 ㄹ게요
    ㄹ수록 을수록 서 도 야 요 라 에요 예요 ㄴ데요 는데요 은데요 어 아 어요 아요 어서 아서 어도 아도 어야 아야 게끔 ㄹ래요 십시오 으십시오 ㅂ시다 자마자 느라`);
  const VERB = `(?:d?[jk]?wl)?(?:dm)?(?:tl)?(?:d?[jk]?T|d?[jk])?${FINAL}?`;
  const DOING = either("하 해 되 돼 시키 시켜 당하 당해 받 이 스럽 스러우 있 없");
  const IS_PARTICLE = new RegExp(`^${PARTICLE}{1,3}$`);
  const IS_DOING = new RegExp(`^${DOING}${VERB}${PARTICLE}?$`);
  const IS_VERB = new RegExp(`^${VERB}$`);

  const kinds = new Map();
  // What the rest of a word is, after a stem: nothing, a particle, "하다", an ending of a verb, or something else.
  function kindOf(rest) {
    if (!rest) return "whole";
    if (!kinds.has(rest)) {
      if (kinds.size > 50000) kinds.clear();
      kinds.set(
        rest,
        IS_PARTICLE.test(rest) ? "noun" : IS_DOING.test(rest) ? "doing" : IS_VERB.test(rest) ? "verb" : "other"
      );
    }
    return kinds.get(rest);
  }

  // Words that ask and say nothing.
  const EMPTY = new Set(
    `법 방법 방식 어떻게 어떡해 어떤 뭐 뭔가 뭐가 뭘 무엇 무슨 왜 언제 어디 어디서 어느 누가 이유 때 경우 것 거 건 게
     수 좀 잘 더 안 못 다 또 그 이 저 내 제 나 이거 그거 하는 하는법 하기 하다 해요 하고 하나요 할 한 하면 해야 합니다 했는데
     되는 되나요 돼요 된 될 돼 되면 됩니다 안돼 안돼요 안되는 안됨 보는 보기 봐요 보고 보려면 싶어요 싶은 싶다 싶을
     알려줘 알려주세요 알고 알아보기 궁금 궁금해요 궁금합니다 설명 설명해줘 뜻 의미 그리고 또는 및 와 과 를 을 가 은 는
     에 에서 로 으로 의 도 만 대해 대한 관한 위한 위해 통해 따라 있나요 있는 있어요 있을 있다 없어요 없나요 나와요 나올 나오는
     나옴 났어요 났을 주세요 줘 써요 쓰는 쓰기 쓰나요 쓸 사용 사용법 이용 만들기 만드는 만들려면 만들고 가요 인가요 뭔가요 뭐예요 뭐야 무엇인가 무엇인가요 란 이란
     계속 자꾸 갑자기 처음 여러 그냥 지금 꼭 굳이 진짜 정말 너무 매우 아주 많이 빨리 바로 항상 혹시 그럼 그런데 등 하려면 하고싶어요 해결 해결법 해결방법 how to what is are the a an of in on for do does
     why when with and or i my can not be it`.split(/\s+/)
  );

  // Every way to read a word as stem and ending, the word itself first.
  function readings(keys) {
    const found = [{ stem: keys, weight: 1, verb: false }];
    for (let cut = keys.length - 1; cut >= 2; cut--) {
      const stem = keys.slice(0, cut);
      const rest = keys.slice(cut);
      if (VOWEL_KEY.test(rest)) {
        // A contracted verb: its ending begins inside the syllable (떠 = 뜨 + 어).
        if (/^[jk]/.test(rest) && kindOf(rest) === "verb") {
          const open = VOWEL_KEY.test(stem.at(-1));
          found.push({ stem: open ? stem : `${stem.replace(/ff$/, "f")}m`, weight: 0.8, verb: true });
        }
        continue;
      }
      const kind = kindOf(rest);
      if (kind === "noun" && cut > 2) found.push({ stem, weight: 0.97, verb: false });
      else if (kind === "doing" && cut > 2) found.push({ stem, weight: 0.95, verb: false });
      if (kind === "verb" || IS_VERB.test(rest)) found.push({ stem, weight: 0.8, verb: true });
    }
    return found;
  }

  // ── likeness ───────────────────────────────────────────────────────────────

  // How many mistypings lie between a word and the beginning of another one (more than
  // `most` count as many); with the length of that beginning.
  function distance(word, other, most) {
    const width = Math.min(other.length, word.length + most);
    let before = [];
    let row = Array.from({ length: width + 1 }, (_, column) => column);
    for (let line = 1; line <= word.length; line++) {
      const next = [line];
      let best = line;
      for (let column = 1; column <= width; column++) {
        const same = word[line - 1] === other[column - 1];
        let cost = Math.min(row[column - 1] + (same ? 0 : 1), row[column] + 1, next[column - 1] + 1);
        const swapped = word[line - 1] === other[column - 2] && word[line - 2] === other[column - 1];
        if (swapped && line > 1 && column > 1) cost = Math.min(cost, before[column - 2] + 1);
        next.push(cost);
        best = Math.min(best, cost);
      }
      if (best > most) return [most + 1, 0];
      before = row;
      row = next;
    }
    let end = Math.min(word.length, width);
    for (let column = 0; column <= width; column++) if (row[column] < row[end]) end = column;
    return [row[end], end];
  }

  const mistypings = (length) => (length < 4 ? 0 : length < 9 ? 1 : 2);

  // How a word sounds, coarsely and without vowels, so that 쿠블렛 and kubelet are the same.
  const SOUND = { r: "k", R: "k", z: "k", e: "t", E: "t", x: "t", t: "s", T: "s", q: "p", Q: "p", v: "p" };
  Object.assign(SOUND, { f: "l", w: "j", W: "j", c: "j", a: "m", s: "n", g: "h", d: "" });
  function soundOfHangul(word) {
    let found = "";
    for (const letter of word) {
      const [initial, ...rest] = typed(letter).split(/[koiOjpuPhynbml]+/);
      const final = rest[0] || "";
      found += (SOUND[initial] || (found ? "" : "_")) + (final === "t" ? "t" : final === "d" ? "n" : SOUND[final[0]] || "");
    }
    return found.replace(/(.)\1+/g, "$1");
  }
  const LATIN_SOUNDS = [
    [/[0-9].*$/, ""], [/tion/g, "sn"], [/x/g, "ks"], [/ck|q/g, "k"], [/ph/g, "p"], [/sch/g, "sk"], [/sh/g, "s"],
    [/t?ch|dg|g(?=[ei])/g, "j"], [/c(?=[eiy])/g, "s"], [/c/g, "k"], [/th/g, "t"], [/r(?![aeiouy])/g, ""],
    [/ng(?![aeiourl])/g, "n"], [/^[aeiouy]+/, "_"], [/[aeiouyw]/g, ""], [/[bvf]/g, "p"], [/d/g, "t"],
    [/g/g, "k"], [/r/g, "l"], [/z/g, "s"], [/(.)\1+/g, "$1"],
  ];
  const soundOfLatin = (word) => LATIN_SOUNDS.reduce((so, [from, to]) => so.replace(from, to), word);

  // ── the index, opened ──────────────────────────────────────────────────────

  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const WEIGHTS = [0.5, 1, 2.5, 6];
  // How much a page counts: lessons teach, cases and projects also speak of everything else.
  const CHARACTER = { topic: 0.6, other: 0.3, theory: 1, practice: 1, project: 0.92, case: 0.85 };
  const FEW = 3; // sections with a word that hardly anyone writes like this

  function start(index) {
    const pages = index.pages.map(([url, title, kind, stage, topic, text]) => ({ url, title, kind, stage, topic, text }));
    const sections = index.sections.map(([page, anchor, heading, length]) => ({ page, anchor, heading, length }));
    const forms = index.forms.split("\n");
    const written = index.places.split("\n");
    const every = `\n${index.forms}\n`;
    const S = sections.length;
    const P = pages.length;
    const TITLE = 2 * S, ENTRY = TITLE + P, TERMS = ENTRY + P, MEANING = TERMS + P, END = MEANING + P;
    const average = sections.reduce((sum, one) => sum + one.length, 0) / S || 1;
    pages.forEach((page, number) => {
      page.character = CHARACTER[page.stage[0] || page.kind] * (1.08 - (0.16 * number) / P);
      page.words = (page.title.match(WORD) || []).length || 1;
    });

    // Where the name of each form begins in `every`.
    const starts = new Uint32Array(forms.length);
    for (let number = 0, at = 1; number < forms.length; at += forms[number++].length + 1) starts[number] = at;

    // The first form that is not before `text`.
    function lower(text) {
      let low = 0;
      let high = forms.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (forms[middle] < text) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    function formAt(position) {
      let low = 0;
      let high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= position) low = middle;
        else high = middle;
      }
      return low;
    }

    // Calls back with every place of a form and its weight there.
    function visit(form, tell) {
      const text = written[form];
      let place = -1;
      for (let at = 0; at < text.length; ) {
        let number = 0;
        let scale = 1;
        for (;;) {
          const digit = DIGITS.indexOf(text[at++]);
          number += (digit % 32) * scale;
          if (digit < 32) break;
          scale *= 32;
        }
        place += number >> 2;
        tell(place, WEIGHTS[number & 3]);
      }
    }

    // ── from a word to the forms that it means ───────────────────────────────

    const better = (found, form, quality) => {
      if (quality > (found.get(form) || 0)) found.set(form, quality);
    };

    function eachWithPrefix(prefix, tell) {
      for (let form = lower(prefix); form < forms.length && forms[form].startsWith(prefix); form++)
        tell(form, forms[form].slice(prefix.length));
    }

    function hangulForms(keys, found = new Map()) {
      for (const { stem, weight, verb } of readings(keys)) {
        const sure = [...found.values()].filter((quality) => quality >= 0.9).length;
        if (verb && (sure > 2 || !isVerb(stem))) continue;
        eachWithPrefix(`.${stem}`, (form, rest) => better(found, form, weight * fits(stem, rest, verb)));
        if (stem.length > 3 && !verb) inside(stem, (form, end) => {
          if (end || stem.length > 6) better(found, form, weight * (end ? 0.55 : 0.3));
        });
      }
      for (const [form, quality] of found) if (!quality) found.delete(form);
      return found;
    }

    function fits(stem, rest, verb) {
      const kind = kindOf(rest);
      if (kind === "whole" || kind === "noun") return verb ? 0.6 : 1;
      if (kind === "doing") return 0.95;
      if (kind === "verb") return verb ? 0.9 : 0.6;
      const border = !VOWEL_KEY.test(rest) && VOWEL_KEY.test(rest.slice(1));
      return stem.length > 3 && border && !verb ? 0.45 : 0;
    }

    // Whether the pages use a stem as one of a verb: with two different endings at least.
    const verbs = new Map();
    function isVerb(stem) {
      if (!verbs.has(stem)) {
        const endings = new Set();
        if (stem.length > 1)
          eachWithPrefix(`.${stem}`, (_, rest) => {
            if (rest && kindOf(rest) !== "other" && IS_VERB.test(rest)) endings.add(rest);
          });
        verbs.set(stem, endings.size > 1);
      }
      return verbs.get(stem);
    }

    // Every Hangul form that has the keys, at the border of a syllable, after its beginning.
    function inside(keys, tell) {
      for (let at = every.indexOf(keys, 1); at >= 0; at = every.indexOf(keys, at + 1)) {
        const before = every[at - 1];
        if (before === "\n" || before === ".") continue;
        const form = formAt(at);
        if (forms[form][0] !== ".") continue;
        const rest = every.slice(at + keys.length, starts[form] + forms[form].length);
        const border = !rest || (!VOWEL_KEY.test(rest) && (VOWEL_KEY.test(rest.slice(1)) || kindOf(rest) !== "other"));
        if (border) tell(form, kindOf(rest) !== "other");
      }
    }

    function latinForms(word, found = new Map()) {
      const stem = word.length > 3 ? word.replace(/(?:'s|ies|es|s|ing|ed)$/, "") : word;
      eachWithPrefix(word, (form, rest) => better(found, form, rest ? (word.length > 2 ? 0.4 : 0) : 1));
      if (stem.length > 2)
        eachWithPrefix(stem, (form, rest) => {
          if (/^(?:s|es|y|ies|e|ing|ed|d|er|r|ment)?$/.test(rest)) better(found, form, /^e?s?$/.test(rest) ? 0.95 : 0.75);
        });
      const short = /^([a-z])(\d{1,2})([a-z]+)$/.exec(word); // k8s
      if (short) {
        const whole = new RegExp(`^${short[1]}[a-z]{${short[2]}}${short[3]}$`);
        eachWithPrefix(short[1], (form) => whole.test(forms[form]) && better(found, form, 0.95));
      }
      if (word.length > 3)
        for (let at = every.indexOf(word); at >= 0; at = every.indexOf(word, at + 1)) {
          const form = formAt(at);
          if (forms[form][0] !== "." && at > starts[form]) better(found, form, 0.3);
        }
      for (const [form, quality] of found) if (!quality) found.delete(form);
      return found;
    }

    const formsOf = (word) => (HANGUL.test(word) ? hangulForms(keysOf(word)) : latinForms(word.toLowerCase()));
    const isSure = (found) => [...found.values()].some((quality) => quality >= 0.6);

    // The last word of a question is still being typed.
    function begun(word) {
      const found = new Map();
      const form = HANGUL.test(word) ? `.${keysOf(word)}` : word.toLowerCase();
      if (form.length > 1) eachWithPrefix(form, (number, rest) => better(found, number, rest.length > 6 ? 0.5 : 0.7));
      return found;
    }

    // What was meant if the keyboard was in the other language.
    function otherKeyboard(word) {
      if (/^[A-Za-z]+$/.test(word)) return hangul(word);
      const keys = typed(word).toLowerCase();
      return /^[a-z]{2,}$/.test(keys) && forms[lower(keys)] === keys ? keys : "";
    }

    // What the pages are about is what is meant by a word that they do not have: a form that
    // stands in a heading, a title or an entry.
    const topics = new Map();
    function isTopic(form) {
      if (!topics.has(form)) {
        let last = 0;
        visit(form, (place) => (last = place));
        topics.set(form, last >= S);
      }
      return topics.get(form);
    }

    // The words of the pages that a word with a mistyping or two may be, with all their endings.
    function near(word) {
      const own = formOf(word);
      const isHangul = own[0] === ".";
      const stems = isHangul
        ? readings(own.slice(1)).filter(({ verb }) => !verb).map(({ stem }) => `.${stem}`)
        : [own];
      const bases = new Map();
      let least = 9;
      for (const stem of stems) {
        const most = Math.min(least, mistypings(stem.length - (isHangul ? 1 : 0)));
        if (!most) continue;
        for (const form of candidates(stem, most)) {
          // A short word is near to many.
          if (stem.length < 10 && !isTopic(form)) continue;
          const [mistakes, end] = distance(stem, forms[form], most);
          if (mistakes > Math.min(most, least)) continue;
          const rest = forms[form].slice(end);
          if (isHangul ? ["verb", "other"].includes(kindOf(rest)) : rest && !/^(?:s|es|d|ed|ing)$/.test(rest)) continue;
          if (mistakes < least) bases.clear();
          least = mistakes;
          bases.set(forms[form].slice(0, end), (isTopic(form) ? 0.85 : 0.6) - mistakes / stem.length);
        }
      }
      return withEndings(bases);
    }

    function withEndings(bases) {
      const found = new Map();
      for (const [base, most] of bases) {
        const all = base[0] === "." ? hangulForms(base.slice(1)) : latinForms(base);
        for (const [form, quality] of all) if (quality >= 0.9) better(found, form, quality * most);
      }
      return found;
    }

    // The word of the pages in which two syllables next to each other have changed places.
    function unswapped(word) {
      for (let at = 0; HANGUL.test(word) && word.length > 2 && at + 1 < word.length; at++) {
        const other = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
        if (isName(other)) return other;
      }
      return "";
    }

    // Forms that have a piece of a word where the word has it: with few mistypings one piece is whole.
    function candidates(word, most) {
      const found = new Set();
      const size = Math.max(2, Math.floor(word.length / (most + 2)));
      for (let from = 0; from + size <= word.length; from += size) {
        const piece = word.slice(from, from + size);
        for (let at = every.indexOf(piece); at >= 0; at = every.indexOf(piece, at + 1)) {
          const line = every.lastIndexOf("\n", at);
          if (Math.abs(at - line - 1 - from) <= most) found.add(formAt(at));
        }
      }
      return found;
    }

    // A compound that the pages write as several words: the parts, or nothing.
    function apartWords(word) {
      if (!HANGUL.test(word)) return splitLatin(word.toLowerCase());
      for (let cut = 2; cut <= word.length - 2; cut++) {
        const first = word.slice(0, cut);
        const rest = word.slice(cut);
        if (!isName(first)) continue;
        if (isName(rest)) return [first, rest];
        const more = rest.length > 3 ? apartWords(rest) : [];
        if (more.length) return [first, ...more];
      }
      return [];
    }

    function splitLatin(word) {
      for (let cut = 3; cut <= word.length - 3; cut++) {
        const halves = [word.slice(0, cut), word.slice(cut)];
        if (halves.every((half) => [...latinForms(half).values()].some((quality) => quality >= 0.9))) return halves;
      }
      return [];
    }

    const isName = (word) => [...hangulForms(keysOf(word)).values()].some((quality) => quality >= 0.9);

    // Words that sound the same, in either script: short ones only among names. To listen to
    // all of them takes a while, so it is done in the pauses, a part at a time.
    const sounds = new Map();
    const names = new Map();
    let heard = 0;
    const soundOf = (form) => (form[0] === "." ? soundOfHangul(shown(form)) : soundOfLatin(form));
    const remember = (so, form) => sounds.set(so, (sounds.get(so) || new Set()).add(form));
    function hear(count) {
      for (const end = Math.min(forms.length, heard + count); heard < end; heard++) {
        const so = isTopic(heard) ? soundOf(forms[heard]) : "";
        if (so.length > 2) remember(so, forms[heard]);
      }
      if (heard < forms.length) setTimeout(hear, 20, 2000);
    }
    setTimeout(hear, 20, 2000);

    function hearNames() {
      for (const name of [...pages.map((page) => page.title), ...terms.flatMap((term) => term.names)])
        for (const word of name.match(WORD) || []) {
          const form = formOf(word);
          if (names.has(form) || forms[lower(form)] !== form) continue;
          names.set(form, soundOf(form));
          // Of short ones, names of firms and programs only: Google, LINE.
          if (names.get(form).length === 2 && /^[A-Z][A-Za-z]{3}/.test(word)) remember(names.get(form), form);
        }
    }

    function alike(word) {
      if (heard < forms.length) hear(Infinity);
      if (!names.size) hearNames();
      const isHangul = HANGUL.test(word);
      const stems = isHangul ? readings(keysOf(word)).filter(({ verb }) => !verb).map(({ stem }) => shown(`.${stem}`)) : [word];
      const bases = new Map();
      const isOther = (form) => (form[0] === ".") !== isHangul;
      const isLike = (so, name) =>
        name[0] === so[0] && name.length > 2 && Math.abs(name.length - so.length) < 2 && distance(so, name, 1)[0] < 2;
      for (const stem of stems.filter((one) => one.length > 1)) {
        const so = isHangul ? soundOfHangul(stem) : soundOfLatin(stem.toLowerCase());
        for (const form of sounds.get(so) || []) if (isOther(form) || so.length > 3 || names.has(form)) bases.set(form, 0.6);
        if (!bases.size && so.length > 3)
          for (const [form, name] of names)
            if (isOther(form) && isLike(so, name)) bases.set(form, 0.45);
      }
      return withEndings(bases);
    }

    // In how many sections a word stands at most.
    const spread = (found) =>
      [...found].reduce((sum, [form, quality]) => sum + (quality >= 0.6 ? written[form].length / 2 : 0), 0);

    // ── from names to things ─────────────────────────────────────────────────

    // A name without spaces, its Hangul as keys and everything else after a low line.
    const nameOf = (words) =>
      words
        .map((word) => (HANGUL.test(word) ? keysOf(word) : `_${word.toLowerCase()}`))
        .join("")
        .replace(/(?<=[a-z0-9])_(?=[a-z0-9])/g, (_, at, whole) => (/_[a-z0-9]*$/.test(whole.slice(0, at)) ? "" : "_"));

    const named = new Map();
    const terms = index.terms.map(([id, ko, en, aliases, text, lessons]) => ({
      id, ko, en, aliases, text, lessons,
      names: [ko, en, ...aliases].flatMap((name) => [name, ...name.split(/[()]|, /)]).filter((name) => WORD.test(name) || name.match(WORD)),
    }));
    function learn(name, thing) {
      const key = nameOf(name.match(WORD) || []);
      if (key) named.set(key, [...(named.get(key) || []).filter((one) => one !== thing), thing]);
    }
    terms.forEach((term) => term.names.forEach((name) => learn(name, term)));
    index.glosses.forEach((names) => names.forEach((name) => learn(name, { names, lessons: [], weight: 0.6 })));

    // What a run of words names, with or without a particle at its end.
    function things(words) {
      const last = words.at(-1);
      const before = words.slice(0, -1);
      const exact = named.get(nameOf(words));
      if (exact || !HANGUL.test(last)) return exact || plural(words) || [];
      for (const { stem, verb } of readings(keysOf(last))) {
        const word = verb ? "" : shown(`.${stem}`);
        const found = word && named.get(nameOf([...before, word]));
        if (found) return found;
      }
      return [];
    }

    const plural = (words) => named.get(nameOf([...words.slice(0, -1), words.at(-1).replace(/(?:es|s)$/i, "")]));

    // ── the weight of a word in every place ──────────────────────────────────

    const known = new Map();
    function weights(key, find) {
      if (!known.has(key)) {
        if (known.size > 400) known.clear();
        const sums = new Float32Array(END);
        const found = find();
        for (const [form, quality] of found)
          visit(form, (place, weight) => {
            sums[place] += quality * weight;
          });
        known.set(key, { sums, found });
      }
      return known.get(key);
    }

    // All words of a name have to be there; the rarest counts.
    function together(parts, weight) {
      const sums = new Float32Array(END);
      for (let place = 0; place < END; place++) {
        let least = Infinity;
        for (const part of parts) if (part.sums[place] < least) least = part.sums[place];
        sums[place] = least * weight;
      }
      return sums;
    }

    // The words before the one that is typed stay the same from key to key.
    function once(find) {
      const answers = new Map();
      return (word) => {
        if (answers.size > 200) answers.clear();
        if (!answers.has(word)) answers.set(word, find(word));
        return answers.get(word);
      };
    }

    const nearOnce = once(near);
    const alikeOnce = once(alike);

    // ── from a question to units ─────────────────────────────────────────────

    function wordsOf(question) {
      const found = [];
      for (const chunk of question.normalize("NFC").split(/[^\p{L}\p{N}.]+/u).filter(Boolean)) {
        const other = /[ㄱ-ㅎㅏ-ㅣ]/.test(chunk) ? otherKeyboard(chunk) : "";
        if (other) found.push({ word: other, instead: chunk });
        else
          (chunk.match(WORD) || []).forEach((word, position, all) => {
            // A particle right after another script's word.
            const hanging = position && HANGUL.test(word) && !HANGUL.test(all[position - 1]);
            if (!hanging || !["noun", "doing"].includes(kindOf(keysOf(word)))) found.push({ word });
          });
      }
      return found;
    }

    function isEmpty({ word }) {
      return EMPTY.has(word.toLowerCase()) || (word.length === 1 && !/^[a-z]$/i.test(word) && !isName(word));
    }

    // Each unit is a word of the question with everything that means the same.
    function unitsOf(question, typing) {
      const every = wordsOf(question);
      const isBegun = (one) => typing && one === every.at(-1) && !EMPTY.has(one.word);
      const asked = every.filter((one) => !isEmpty(one) || isBegun(one));
      const words = asked.length ? asked : every;
      const units = words.flatMap((one, position) =>
        unit(one, typing && position === words.length - 1 && one.word === every.at(-1).word)
      );
      nameThings(units);
      joinNeighbours(units);
      units.push(...commands(units));
      return units.filter((one, position) => units.findIndex((other) => other.word === one.word) === position);
    }

    function unit({ word, instead }, typing) {
      const make = (text, found, more = {}) => ({
        word: text, ways: [weights(`${text} ${more.how || ""}`, () => found)], terms: [], ...more,
      });
      const direct = formsOf(word);
      if (instead) return [make(word, direct, { instead })];
      if (isSure(direct)) {
        if (spread(direct) < FEW) for (const [form, quality] of alikeOnce(word)) better(direct, form, quality);
        if (typing) for (const [form, quality] of begun(word)) better(direct, form, quality * 0.6);
        return [make(word, direct, { how: typing ? "typing" : "" })];
      }
      if (things([word]).length) return [make(word, direct)];
      const other = otherKeyboard(word);
      if (other) {
        const meant = unitsOf(other, typing);
        if (meant.some((one) => !one.missing)) return meant.map((one) => ({ ...one, instead: word }));
      }
      const parts = direct.size ? [] : apartWords(word);
      if (parts.length) return parts.flatMap((part) => unit({ word: part }, false));
      if (typing || word.length > 2) for (const [form, quality] of begun(word)) better(direct, form, quality);
      const swapped = direct.size ? "" : unswapped(word);
      if (swapped) return unit({ word: swapped, instead: word }, false);
      const close = direct.size ? new Map() : nearOnce(word);
      const sounding = [...close.values()].some((quality) => quality > 0.75) ? new Map() : alikeOnce(word);
      const same = both(close, sounding);
      if (same.size) return [make(word, both(direct, same), { how: "like", instead: word, meant: meantBy(same) })];
      if (direct.size) return [make(word, direct, { how: "begun" })];
      return [make(word, direct, { missing: true })];
    }

    const both = (...all) => {
      const found = new Map();
      for (const one of all) for (const [form, quality] of one) better(found, form, quality);
      return found;
    };

    // The form that stands most often, as people write it, without its ending.
    function meantBy(found) {
      const often = [...found.keys()].sort((one, other) => written[other].length - written[one].length || one - other);
      return shown(forms[often[0]]);
    }

    // Runs of words that the glossary or the pages name: their other names count too. Of
    // "서비스 메쉬" it is not told that it names a service.
    function nameThings(units) {
      const told = new Set();
      for (let length = Math.min(4, units.length); length > 0; length--)
        for (let from = 0; from + length <= units.length; from++) {
          const run = units.slice(from, from + length);
          const found = things(run.map((one) => one.meant || one.word));
          const isPart = run.every((one) => told.has(one));
          found.forEach((thing) => mean(run, isPart ? { ...thing, id: "" } : thing));
          if (length > 1 && found.some((thing) => thing.id)) run.forEach((one) => told.add(one));
        }
    }

    function mean(run, thing) {
      const own = run.map((one) => one.word).join("");
      for (const name of thing.names) {
        const parts = (name.match(WORD) || []).filter((word) => word.length > 2 || HANGUL.test(word));
        if (!parts.length || parts.join("") === own) continue;
        const each = parts.map((part) => weights(`${part} exact`, () => exactForms(part)));
        const sums = together(each, (thing.weight || 0.9) * (run.length > 1 ? 0.9 : 1));
        const found = new Map(each.flatMap((one) => [...one.found]));
        run.forEach((one) => one.ways.push({ sums, found }));
      }
      run.forEach((one) => (one.missing = false));
      if (thing.id) run.forEach((one) => one.terms.push(thing));
    }

    // Another name has to stand as it is, but for its ending.
    function exactForms(word) {
      return new Map([...formsOf(word)].filter(([, quality]) => quality >= 0.9));
    }

    // "롤링 업데이트" finds "롤링업데이트", "서비스 어카운트" finds "서비스어카운트".
    function joinNeighbours(units) {
      for (let at = 0; at + 1 < units.length; at++) {
        const pair = [units[at], units[at + 1]];
        const joined = pair.map((one) => one.word).join("");
        if (pair.some((one) => one.ways.length && one.how === "near")) continue;
        const isHangul = HANGUL.test(joined);
        if (isHangul !== HANGUL.test(pair[1].word) || joined.length < 4) continue;
        const found = exactForms(joined);
        if (!found.size) continue;
        const way = weights(`${joined} exact`, () => found);
        pair.forEach((one) => {
          one.ways.push(way);
          one.missing = false;
        });
      }
    }

    // "kubectl drain": a command and what it is told to do, side by side.
    function commands(units) {
      const pairs = units.slice(1).map((one, at) => `${units[at].word} ${one.word}`.toLowerCase());
      return pairs
        .filter((pair) => forms[lower(pair)] === pair)
        .map((pair) => ({ word: pair, ways: [weights(pair, () => new Map([[lower(pair), 1]]))], terms: [] }));
    }

    // ── ranking ──────────────────────────────────────────────────────────────

    function weigh(one) {
      const sums = new Float32Array(END);
      for (const way of one.ways) for (let place = 0; place < END; place++) sums[place] = Math.max(sums[place], way.sums[place]);
      let count = 0;
      for (let section = 0; section < S; section++) if (sums[section] + sums[S + section] >= 0.5) count++;
      one.sums = sums;
      // A word that no heading, title or entry has is hardly what the question is about.
      const isRemark = !sums.subarray(S).some((weight) => weight > 0);
      one.rarity = Math.max(0.25, Math.log(1 + (S - count + 0.5) / (count + 0.5))) * (isRemark ? 0.45 : 1);
      one.taught = new Set(one.terms.flatMap((term) => term.lessons));
    }

    const T = {
      title: 1.5, terms: 1.0, taught: 1.0, entry: 1.15, meaning: 0.55, body: 1.0, best: 1.25, heading: 0.9,
      context: 0.35, length: 0.8, depth: 6.5, cover: 0.6,
    };

    function rank(units) {
      const total = units.reduce((sum, one) => sum + one.rarity, 0);
      const best = pages.map(() => ({ score: 0, hits: [] }));
      for (let section = 0; section < S; section++) {
        const { page, length } = sections[section];
        let score = 0;
        let covered = 0;
        let isHit = false;
        for (const { sums, rarity } of units) {
          const text = sums[section] && sums[section] / (sums[section] + T.length * (0.4 + (0.6 * length) / average));
          const own = text + T.heading * Math.min(1, sums[S + section]);
          if (own > 0) isHit = true;
          // What the page is about needs no saying in each of its sections.
          const value = own + T.context * Math.min(1, sums[TITLE + page]);
          if (value <= 0) continue;
          score += rarity * value;
          covered += rarity * Math.min(1, value * 3);
        }
        if (!isHit) continue;
        score *= covered / total;
        best[page].hits.push({ section, score });
        best[page].score = Math.max(best[page].score, score);
      }
      return pages
        .map((page, number) => ({ page, score: (total && pageScore(units, number, total, best[number])) || 0, hits: best[number].hits }))
        .filter((one) => one.score > 0.02)
        .sort((one, other) => other.score - one.score);
    }

    function pageScore(units, number, total, best) {
      const page = pages[number];
      const titled = units.filter((one) => one.sums[TITLE + number] >= 0.3).length / page.words;
      let score = 0;
      let covered = 0;
      for (const { sums, rarity, taught } of units) {
        let body = 0;
        for (const { section } of best.hits) body += sums[section];
        const value =
          T.title * Math.min(1, sums[TITLE + number]) * (0.4 + 0.6 * Math.min(1, titled)) +
          T.terms * Math.min(1, sums[TERMS + number]) +
          T.taught * (taught.has(number) ? 1 : 0) +
          T.entry * Math.min(1, sums[ENTRY + number]) +
          T.meaning * Math.min(1, sums[MEANING + number]) +
          T.body * (body / (body + T.depth));
        score += rarity * value;
        covered += rarity * Math.min(1, value * 4);
      }
      return ((score + T.best * best.score) / total) * (covered / total) ** T.cover * page.character;
    }

    // ── answers ──────────────────────────────────────────────────────────────

    // Pages with their best sections, the terms that were named, and what was read differently.
    function find(question, { typing = false, limit = 12 } = {}) {
      const units = unitsOf(question, typing);
      const used = units.filter((one) => !one.missing);
      used.forEach(weigh);
      const all = used.flatMap((one) => one.ways.flatMap((way) => [...way.found]));
      const hit = new Set(all.filter(([, quality]) => quality > 0.4).map(([form]) => form));
      const ranked = rank(used);
      const results = ranked.filter(({ score }) => score > ranked[0].score * 0.05).slice(0, limit).map(answer);
      return {
        results,
        terms: [...new Set([...used].sort((one, other) => other.rarity - one.rarity).flatMap((one) => one.terms))],
        missing: units.filter((one) => one.missing).map((one) => one.word),
        instead: units.filter((one) => one.instead && !one.missing).map((one) => [one.instead, one.meant || one.word]),
        isHit: (word) => {
          const form = formOf(word);
          const number = lower(form);
          return forms[number] === form && hit.has(number);
        },
        nearest: results.length ? [] : nearest(question),
      };
    }

    function answer({ page, score, hits }) {
      const sorted = hits.sort((one, other) => other.score - one.score);
      const first = sections.findIndex((one) => one.page === pages.indexOf(page));
      const shownHits = sorted.filter((one, position) => position < 3 && one.score > sorted[0].score * 0.55);
      const found = shownHits.map(({ section, score: own }) => ({
        ...sections[section], number: section - first, score: own,
      }));
      return { page, score, sections: found };
    }

    // The terms and titles that look most like a question that found nothing.
    function nearest(question) {
      const words = wordsOf(question).filter((one) => !isEmpty(one)).map(({ word }) => formOf(word));
      const names = [
        ...terms.map((term) => ({ term, text: term.ko, names: term.names })),
        ...pages.filter((page) => page.kind === "lesson").map((page) => ({ page, text: page.title, names: [page.title] })),
      ];
      return names
        .map((one) => ({ ...one, likeness: likeness(words, one.names) }))
        .filter((one) => one.likeness > 0.5)
        .sort((one, other) => other.likeness - one.likeness)
        .slice(0, 6);
    }

    function likeness(words, names) {
      let most = 0;
      for (const name of names)
        for (const form of (name.match(WORD) || []).map(formOf))
          for (const word of words) {
            if ((form[0] === ".") !== (word[0] === ".")) continue;
            const longer = Math.max(form.length, word.length);
            most = Math.max(most, 1 - distance(word, form, longer)[0] / longer - Math.max(0, form.length - word.length) / longer / 2);
          }
      return most;
    }

    return { pages, sections, terms, find };
  }

  self.roadmapSearchEngine = {
    start, keysOf, hangul, formOf, kindOf, distance, soundOfHangul, soundOfLatin, WORD,
  };
})();
