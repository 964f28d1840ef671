// The table of cases: found by a word, narrowed to a topic, sorted by a column.
(function () {
  "use strict";
  const { all, one, words } = roadmap;

  function startTable(box) {
    const table = one("table", box);
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const [query, topic] = [one("input", box), one("select", box)];
    const said = one("output", box);

    function filter() {
      const wanted = query.value.trim().toLowerCase();
      for (const row of rows) {
        const inTopic = !topic.value || words(row.dataset.topics).some((id) => `${id}/`.startsWith(`${topic.value}/`));
        row.hidden = !inTopic || !row.textContent.toLowerCase().includes(wanted);
      }
      said.value = `${rows.filter((row) => !row.hidden).length}건`;
    }

    function sort(head) {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const text = (row) => row.cells[head.cellIndex].textContent.trim();
      rows.sort((a, b) => text(a).localeCompare(text(b), "ko", { numeric: true }) * (down ? -1 : 1));
      body.append(...rows);
    }

    query.oninput = topic.onchange = filter;
    all("thead button", table).forEach((button) => (button.onclick = () => sort(button.closest("th"))));
  }

  all(".case-table").forEach(startTable);
})();
