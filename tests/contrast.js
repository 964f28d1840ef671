// The contrast of every visible text of the page with what lies behind it, by WCAG 2:
// how many texts there are, and those with too little. For HTML the backgrounds of all
// elements around it count, in a diagram also the shapes under the middle of the text.
() => {
  const canvas = new OffscreenCanvas(1, 1);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const paint = (colour, alpha = 1) => {
    brush.globalAlpha = alpha;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
  };
  const pixel = () => [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  const luminance = () =>
    pixel()
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);

  // What an element's text stands on, with all that is around the element.
  const known = new Map();
  const ground = (element) => {
    if (!element) return { colour: "white", opacity: 1, picture: false };
    if (!known.has(element)) {
      const below = ground(element.parentElement);
      const style = getComputedStyle(element);
      paint(below.colour);
      paint(style.backgroundColor);
      known.set(element, {
        colour: `rgb(${pixel().join(" ")})`,
        opacity: below.opacity * Number(style.opacity),
        picture: below.picture || style.backgroundImage !== "none" || style.clipPath !== "none",
      });
    }
    return known.get(element);
  };
  const measure = (element, text, colour, alpha) => {
    const behind = luminance();
    paint(colour, alpha);
    const front = luminance();
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (Math.max(behind, front) + 0.05) / (Math.min(behind, front) + 0.05);
    const where = `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""}`;
    return { text: text.trim().slice(0, 60), where, ratio, enough: ratio >= (large ? 3 : 4.5) };
  };

  const html = (node) => {
    const element = node.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    // Pictures behind a text are looked at by people; hidden and decorative text is not read.
    if (!node.data.trim() || box.width < 1 || box.height < 1) return [];
    if (element.closest("[aria-hidden='true'], script, style, noscript, svg")) return [];
    const { colour, opacity, picture } = ground(element);
    const style = getComputedStyle(element);
    if (picture || !opacity || style.visibility !== "visible") return [];
    paint(colour);
    return [measure(element, node.data, style.color, opacity)];
  };

  const drawn = (text) => {
    const svg = text.ownerSVGElement;
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (!text.textContent.trim() || box.width < 1) return [];
    paint(ground(svg).colour);
    for (const shape of svg.querySelectorAll("rect, circle, ellipse, polygon, path")) {
      const style = getComputedStyle(shape);
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!before || style.fill === "none" || shape.closest("marker, defs")) continue;
      const middle = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (shape.isPointInFill(middle)) paint(style.fill, Number(style.fillOpacity) * Number(style.opacity));
    }
    return [measure(text, text.textContent, getComputedStyle(text).fill, 1)];
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const drawings = [...document.querySelectorAll(".diagram svg text")];
  const all = [...nodes.flatMap(html), ...drawings.flatMap(drawn)];
  return { count: all.length, faint: all.filter((one) => !one.enough) };
}
