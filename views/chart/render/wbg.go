package render

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// The resvg module is built by wasm-bindgen for JavaScript: it imports functions
// that handle JavaScript values, which it knows by numbers. This file gives it
// those values and functions. The imports' names carry hashes of resvg-wasm
// 2.6.2; a new version needs a new list (its index.js shows what each does).

// Values that JavaScript would hold, as far as resvg uses them.
type (
	memoryBuffer struct{}                // the module's own memory
	memoryView   struct{ off, n uint32 } // a part of it
	bytesValue   struct{ b []byte }      // a byte array of ours
	arrayValue   struct{ items []any }
	iterator     struct {
		of   *arrayValue
		next int
	}
	step struct {
		done  bool
		value any
	}
)

// firstFree is the first number for values; those before are reserved.
const firstFree = 132

// values numbers the values that one module instance holds.
type values struct {
	table []any
	free  []uint32
}

func newValues() *values { return &values{table: make([]any, firstFree)} }

func (v *values) add(x any) uint64 {
	if n := len(v.free); n > 0 {
		i := v.free[n-1]
		v.free = v.free[:n-1]
		v.table[i] = x
		return uint64(i)
	}
	v.table = append(v.table, x)
	return uint64(len(v.table) - 1)
}

func (v *values) look(i uint64) any {
	if int(uint32(i)) >= len(v.table) {
		return nil
	}
	return v.table[uint32(i)]
}

func (v *values) drop(i uint64) any {
	x := v.look(i)
	if k := uint32(i); k >= firstFree && int(k) < len(v.table) {
		v.table[k] = nil
		v.free = append(v.free, k)
	}
	return x
}

// valuesKey finds the values of the calling instance in a context.
type valuesKey struct{}

// bytesOf gives the bytes behind a byte array, without copying.
func bytesOf(m api.Module, x any) []byte {
	switch t := x.(type) {
	case bytesValue:
		return t.b
	case memoryView:
		b, _ := m.Memory().Read(t.off, t.n)
		return b
	case memoryBuffer:
		b, _ := m.Memory().Read(0, m.Memory().Size())
		return b
	}
	return nil
}

// put copies bytes into the module's memory, in room that it allocates.
func put(ctx context.Context, m api.Module, b []byte) (ptr, n uint32, err error) {
	r, err := m.ExportedFunction("__wbindgen_malloc").Call(ctx, uint64(len(b)), 1)
	if err != nil {
		return 0, 0, err
	}
	if !m.Memory().Write(uint32(r[0]), b) {
		return 0, 0, errors.New("the text does not fit into the module's memory")
	}
	return uint32(r[0]), uint32(len(b)), nil
}

// imports gives the module the functions that it expects.
func imports(ctx context.Context, rt wazero.Runtime) error {
	b := rt.NewHostModuleBuilder("wbg")
	def := func(name string, params, results int, fn func(ctx context.Context, m api.Module, v *values, s []uint64)) {
		kinds := func(n int) []api.ValueType {
			k := make([]api.ValueType, n)
			for i := range k {
				k[i] = api.ValueTypeI32
			}
			return k
		}
		b.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, m api.Module, s []uint64) {
			fn(ctx, m, ctx.Value(valuesKey{}).(*values), s)
		}), kinds(params), kinds(results)).Export(name)
	}
	text := func(m api.Module, ptr, n uint64) string {
		b, _ := m.Memory().Read(uint32(ptr), uint32(n))
		return string(b)
	}
	type vals = *values
	def("__wbg_new_28c511d9baebfa89", 2, 1, func(_ context.Context, m api.Module, v vals, s []uint64) { // new Error(text)
		s[0] = v.add(errors.New(text(m, s[0], s[1])))
	})
	def("__wbindgen_memory", 0, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) { s[0] = v.add(memoryBuffer{}) })
	def("__wbg_buffer_12d079cc21e14bdb", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) { s[0] = v.add(v.look(s[0])) })
	def("__wbg_newwithbyteoffsetandlength_aa4a17c33a06e5cb", 3, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		s[0] = v.add(memoryView{uint32(s[1]), uint32(s[2])})
	})
	def("__wbindgen_object_drop_ref", 1, 0, func(_ context.Context, _ api.Module, v vals, s []uint64) { v.drop(s[0]) })
	def("__wbg_new_63b92bc8671ed464", 1, 1, func(_ context.Context, m api.Module, v vals, s []uint64) { // new Uint8Array(x)
		if _, own := v.look(s[0]).(memoryBuffer); own {
			s[0] = v.add(memoryBuffer{}) // a view of the memory, not a copy
			return
		}
		s[0] = v.add(bytesValue{append([]byte(nil), bytesOf(m, v.look(s[0]))...)})
	})
	def("__wbg_values_839f3396d5aac002", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		a, ok := v.look(s[0]).(*arrayValue)
		if !ok {
			a = &arrayValue{}
		}
		s[0] = v.add(&iterator{of: a})
	})
	def("__wbg_next_196c84450b364254", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		r := step{done: true}
		if it, ok := v.look(s[0]).(*iterator); ok && it.next < len(it.of.items) {
			r = step{value: it.of.items[it.next]}
			it.next++
		}
		s[0] = v.add(r)
	})
	def("__wbg_done_298b57d23c0fc80c", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		r, _ := v.look(s[0]).(step)
		s[0] = uint64(flag(r.done))
	})
	def("__wbg_value_d93c65011f51a456", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		r, _ := v.look(s[0]).(step)
		s[0] = v.add(r.value)
	})
	def("__wbg_instanceof_Uint8Array_2b3bbecd033d19f6", 1, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		switch v.look(s[0]).(type) {
		case bytesValue, memoryView, memoryBuffer:
			s[0] = 1
		default:
			s[0] = 0
		}
	})
	def("__wbindgen_string_get", 2, 0, func(ctx context.Context, m api.Module, v vals, s []uint64) {
		var ptr, n uint32
		if t, ok := v.look(s[1]).(string); ok {
			var err error
			if ptr, n, err = put(ctx, m, []byte(t)); err != nil {
				panic(err)
			}
		}
		m.Memory().WriteUint32Le(uint32(s[0]), ptr)
		m.Memory().WriteUint32Le(uint32(s[0])+4, n)
	})
	def("__wbg_new_16b304a2cfa7ff4a", 0, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) { s[0] = v.add(&arrayValue{}) })
	def("__wbindgen_string_new", 2, 1, func(_ context.Context, m api.Module, v vals, s []uint64) { s[0] = v.add(text(m, s[0], s[1])) })
	def("__wbg_push_a5b05aedc7234f9f", 2, 1, func(_ context.Context, _ api.Module, v vals, s []uint64) {
		a, ok := v.look(s[0]).(*arrayValue)
		if !ok {
			s[0] = 0
			return
		}
		a.items = append(a.items, v.look(s[1]))
		s[0] = uint64(len(a.items))
	})
	def("__wbg_length_c20a40f15020d68a", 1, 1, func(_ context.Context, m api.Module, v vals, s []uint64) {
		s[0] = uint64(len(bytesOf(m, v.look(s[0]))))
	})
	def("__wbg_set_a47bac70306a19a7", 3, 0, func(_ context.Context, m api.Module, v vals, s []uint64) { // array.set(source, offset)
		src, off := bytesOf(m, v.look(s[1])), uint32(s[2])
		switch d := v.look(s[0]).(type) {
		case bytesValue:
			copy(d.b[min(int(off), len(d.b)):], src)
		case memoryView:
			m.Memory().Write(d.off+off, src)
		case memoryBuffer:
			m.Memory().Write(off, src)
		}
	})
	def("__wbindgen_throw", 2, 0, func(_ context.Context, m api.Module, _ vals, s []uint64) {
		panic(errors.New("resvg: " + text(m, s[0], s[1])))
	})
	_, err := b.Instantiate(ctx)
	return err
}

// paint runs resvg once in a module instance: svg to PNG. options is resvg-js'
// option object as JSON.
func paint(ctx context.Context, m api.Module, svg string, options []byte, fonts [][]byte) (png []byte, err error) {
	v := newValues()
	ctx = context.WithValue(ctx, valuesKey{}, v)
	call := func(name string, args ...uint64) []uint64 {
		if err != nil {
			return []uint64{0}
		}
		var r []uint64
		if r, err = m.ExportedFunction(name).Call(ctx, args...); err != nil || len(r) == 0 {
			return []uint64{0}
		}
		return r
	}
	// Results come back in 12 bytes on the module's stack: value, error, failed.
	ret := uint32(call("__wbindgen_add_to_stack_pointer", uint64(uint32(0xfffffff0)))[0])
	result := func() uint64 {
		if err != nil {
			return 0
		}
		b, ok := m.Memory().Read(ret, 12)
		if !ok {
			err = errors.New("resvg: no result")
			return 0
		}
		if binary.LittleEndian.Uint32(b[8:]) != 0 {
			err = fmt.Errorf("resvg: %v", v.drop(uint64(binary.LittleEndian.Uint32(b[4:]))))
			return 0
		}
		return uint64(binary.LittleEndian.Uint32(b))
	}
	if err != nil {
		return nil, err
	}
	ptr, n, err := put(ctx, m, options)
	if err != nil {
		return nil, err
	}
	list := &arrayValue{}
	for _, f := range fonts {
		list.items = append(list.items, bytesValue{f})
	}
	call("resvg_new", uint64(ret), v.add(svg), uint64(ptr), uint64(n), v.add(list))
	picture := result()
	call("resvg_render", uint64(ret), picture)
	image := result()
	call("renderedimage_asPng", uint64(ret), image)
	out, _ := v.drop(result()).(bytesValue)
	if err != nil {
		return nil, err
	}
	if len(out.b) == 0 {
		return nil, errors.New("resvg: an empty image")
	}
	return out.b, nil
}
