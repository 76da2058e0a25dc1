// Keeps the page, so that it works with the network off.
//
// It stands here because a worker rules over its own folder only. What it keeps and how is in
// the two files below; they are compared with the kept ones whenever the page is opened.
importScripts("pkg/app/build.js", "pkg/app/offline.js");
