package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"sort"
)

// unpackWOFF turns a WOFF 1.0 font into the TrueType file that it wraps: each
// table is stored deflated or as it is (https://www.w3.org/TR/WOFF/).
func unpackWOFF(b []byte) ([]byte, error) {
	if len(b) < 44 || string(b[:4]) != "wOFF" {
		return nil, fmt.Errorf("not a WOFF file")
	}
	be := binary.BigEndian
	n := int(be.Uint16(b[12:]))
	type table struct {
		tag  []byte
		sum  uint32
		data []byte
	}
	tables := make([]table, n)
	for i := range tables {
		e := b[44+20*i:]
		off, packed, size := be.Uint32(e[4:]), be.Uint32(e[8:]), be.Uint32(e[12:])
		data := b[off : off+packed]
		if packed < size {
			r, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				return nil, err
			}
			if data, err = io.ReadAll(r); err != nil {
				return nil, err
			}
		}
		tables[i] = table{e[:4], be.Uint32(e[16:]), data}
	}
	sort.Slice(tables, func(i, j int) bool { return bytes.Compare(tables[i].tag, tables[j].tag) < 0 })
	pow, exp := 1, 0
	for pow*2 <= n {
		pow, exp = pow*2, exp+1
	}
	out := append([]byte{}, b[4:8]...) // the flavour of the wrapped font
	for _, v := range []int{n, pow * 16, exp, n*16 - pow*16} {
		out = be.AppendUint16(out, uint16(v))
	}
	off := 12 + 16*n
	var body []byte
	for _, t := range tables {
		out = append(out, t.tag...)
		out = be.AppendUint32(out, t.sum)
		out = be.AppendUint32(out, uint32(off+len(body)))
		out = be.AppendUint32(out, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...), nil
}
