// The contrast of every visible text of the page with what lies behind it, by WCAG 2:
// [{ text, where, ratio, enough }]. For HTML the backgrounds of all elements around it,
// for a diagram also the shapes of the drawing under the middle of the text.
() => {
  const canvas = new OffscreenCanvas(1, 1);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const paint = (colour, alpha = 1) => {
    brush.globalAlpha = alpha;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
  };
  const luminance = () =>
    [...brush.getImageData(0, 0, 1, 1).data]
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const around = (element) => {
    const found = [];
    for (let one = element; one; one = one.parentElement) found.unshift(one);
    return found;
  };
  const paintAround = (element) => {
    paint("white");
    for (const one of around(element)) paint(getComputedStyle(one).backgroundColor);
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
    const styles = around(element).map((one) => getComputedStyle(one));
    // Pictures behind a text are looked at by people; hidden and decorative text is not read.
    const left = styles.some((one) => one.backgroundImage !== "none" || one.clipPath !== "none");
    const hidden = element.closest("[aria-hidden='true'], script, style, noscript, svg");
    const opacity = styles.reduce((product, one) => product * Number(one.opacity), 1);
    if (!node.data.trim() || box.width < 1 || box.height < 1 || left || hidden || !opacity) return [];
    if (getComputedStyle(element).visibility !== "visible") return [];
    paintAround(element);
    return [measure(element, node.data, getComputedStyle(element).color, opacity)];
  };

  const drawn = (text) => {
    const svg = text.ownerSVGElement;
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (!text.textContent.trim() || box.width < 1) return [];
    paintAround(svg);
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
  return [
    ...nodes.flatMap(html),
    ...[...document.querySelectorAll(".diagram svg text")].flatMap(drawn),
  ];
}
