// Search runs in a web worker, and browsers refuse workers to pages opened by
// double click (file://). There, and only there, this runs the worker's script
// in an invisible frame instead, which is allowed.
//
// The theme's worker looks for the name IFrameWorker to find its own address,
// and the theme's offline plugin looks for a file of this name before it would
// add one from the network.
(function () {
  "use strict";
  if (window.location.protocol !== "file:") return;

  class IFrameWorker extends EventTarget {
    constructor(address) {
      super();
      const url = String(address);
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "";
      document.body.appendChild(this.frame);
      const inside = this.frame.contentWindow;
      // What the worker says: an event here.
      inside.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      inside.importScripts = (...addresses) =>
        addresses.reduce(
          (before, next) => before.then(() => load(inside.document, next)),
          Promise.resolve()
        );
      load(inside.document, url).then(
        () => {
          const waiting = this.waiting;
          this.waiting = null;
          waiting.forEach((data) => this.deliver(data));
        },
        () => this.dispatchEvent(new ErrorEvent("error", { filename: url }))
      );
    }

    // What is said to the worker: an event there, once its script has run.
    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.deliver(data);
    }

    deliver(data) {
      const inside = this.frame.contentWindow;
      const event = new inside.MessageEvent("message", { data });
      inside.dispatchEvent(event);
    }

    terminate() {
      this.frame.remove();
    }
  }

  function load(where, address) {
    return new Promise((resolve, reject) => {
      const script = where.createElement("script");
      script.src = new URL(address, document.baseURI).href;
      script.onload = resolve;
      script.onerror = reject;
      where.body.appendChild(script);
    });
  }

  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
})();
